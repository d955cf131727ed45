using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <summary>Control data that names the address an answer comes from (IP_PKTINFO, IPV6_PKTINFO).</summary>
internal static class SourceControl
{
    // struct in_pktinfo and struct in6_pktinfo.
    private const int PacketInfoBytes = 12;
    private const int Inet6PacketInfoBytes = 20;

    public static readonly int Room = ControlMessage.Space(Inet6PacketInfoBytes);

    /// <summary>Null where nothing is known.</summary>
    public static byte[]? For(in DatagramFacts facts)
    {
        var control = new byte[Room];
        var length = Write(control, facts);
        return length == 0 ? null : control[..length];
    }

    /// <summary>Writes it.</summary>
    /// <returns>How many bytes it took; 0 where there is nothing to say.</returns>
    public static int Write(Span<byte> control, in DatagramFacts facts)
    {
        var address = facts.AnsweringAddress;
        Span<byte> info = stackalloc byte[Inet6PacketInfoBytes];
        info.Clear();
        switch (address.Length)
        {
            case 4:
                // ipi_ifindex stays 0, so that routing finds the way back; ipi_spec_dst is the source.
                address.CopyTo(info[4..]);
                return ControlMessage.Write(control, ControlKind.IpPacketInfo, info[..PacketInfoBytes]);
            case 16:
                address.CopyTo(info);
                var scope = IsLinkLocal(address) ? facts.InterfaceIndex : 0;
                MemoryMarshal.Write(info[16..], in scope);
                return ControlMessage.Write(control, ControlKind.Ipv6PacketInfo, info);
            default:
                return 0;
        }
    }

    private static bool IsLinkLocal(ReadOnlySpan<byte> address) => address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
}
