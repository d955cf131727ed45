using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <summary>
/// The header that a cooked frame gets here, since the kernel gives none: LINKTYPE_LINUX_SLL2, which tells the
/// interface too.
/// </summary>
internal static class CookedPrefix
{
    public const int Bytes = CookedView.Sll2Length;

    /// <summary>Where both have the sender's address, in 8 bytes.</summary>
    private const int AddressOffset = 12;

    /// <summary>Writes the header from the name that came with a frame.</summary>
    /// <param name="room">Where it goes.</param>
    /// <param name="sockaddr">The name, with all of <c>sockaddr_ll</c>.</param>
    public static void Write(Span<byte> room, ReadOnlySpan<byte> sockaddr)
    {
        var name = MemoryMarshal.Read<LinkName>(sockaddr);
        BinaryPrimitives.WriteUInt16BigEndian(room, name.ProtocolInHostOrder);
        BinaryPrimitives.WriteUInt16BigEndian(room[2..], 0);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], name.InterfaceIndex);
        BinaryPrimitives.WriteUInt16BigEndian(room[8..], name.HardwareType);
        room[10] = name.PacketType;
        room[11] = name.AddressLength;
        sockaddr[AddressOffset..SocketName.LinkBytes].CopyTo(room[AddressOffset..]);
    }

    /// <summary>
    /// The name that a cooked frame is sent to, from its header: the EtherType, the hardware address, and the
    /// interface, or the socket's own where that is 0.
    /// </summary>
    public static SocketName Read(in CookedView header, int interfaceIndex) => SocketName.FromLink(
        header.EtherType, header.InterfaceIndex == 0 ? interfaceIndex : (int)header.InterfaceIndex, header.SourceBytes);
}
