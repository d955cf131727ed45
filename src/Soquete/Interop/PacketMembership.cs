using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>Promiscuous mode, asked for by one socket: <c>struct packet_mreq</c> (packet(7)).</summary>
/// <remarks>The kernel counts who asks, and undoes it with the socket.</remarks>
internal sealed record PacketMembership(int InterfaceIndex) : IOptionStructure
{
    public const int Bytes = 16;

    /// <summary>PACKET_MR_PROMISC.</summary>
    private const ushort Promiscuous = 1;

    public int Length => Bytes;

    public void WriteTo(Span<byte> value)
    {
        value[..Bytes].Clear();
        MemoryMarshal.Write(value, InterfaceIndex);
        MemoryMarshal.Write(value[4..], Promiscuous);
    }

    public override string ToString() =>
        $"{{mr_ifindex={CallNotation.InterfaceText(InterfaceIndex)}, mr_type=PACKET_MR_PROMISC, mr_alen=0, "
            + "mr_address=}";
}
