using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Soquete.Wire.Netlink;

/// <summary>Writes the requests of sock_diag(7), each a whole message. All give its length.</summary>
/// <remarks>Each throws <see cref="ArgumentException"/> where there is no room.</remarks>
internal static class DiagnosticsRequest
{
    /// <summary>How much room any of them takes at most.</summary>
    public const int MaxLength = 128;

    /// <summary>Every state there is, those that the kernel alone knows among them.</summary>
    public const uint AllStates = 0xFFFFFFFF;

    /// <summary>NDIAG_PROTO_ALL.</summary>
    public const byte AllNetlinkProtocols = 0xFF;

    // UDIAG_SHOW_NAME, _VFS, _PEER, _ICONS, _RQLEN, _MEMINFO and _UID.
    private const uint AllOfUnix = 0x7F;

    // PACKET_SHOW_INFO and PACKET_SHOW_MEMINFO.
    private const uint PacketParts = 0x11;

    // NDIAG_SHOW_MEMINFO.
    private const uint NetlinkParts = 0x1;

    // INET_DIAG_REQ_PROTOCOL.
    private const ushort ProtocolAttribute = 3;

    // IPPROTO_MPTCP.
    private const uint MultipathProtocol = 262;

    private const int IdentityOffset = 8;
    private const int InternetLength = 56;
    private const int TcpLength = 60;
    private const int UnixLength = 24;
    private const int PacketLength = 20;
    private const int VsockLength = 24;

    /// <summary>All sockets of one protocol of one family: <c>struct inet_diag_req_v2</c>.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="protocol">IPPROTO_TCP and so on.</param>
    /// <param name="extensions">Bits of <see cref="InternetDiagnosticsAttribute.Asking"/>.</param>
    public static int Internet(Span<byte> destination, uint sequence, byte family, byte protocol, byte extensions)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, InternetLength);
        (body[0], body[1], body[2]) = (family, protocol, extensions);
        MemoryMarshal.Write(body[4..], AllStates);
        return NetlinkView.HeaderLength + InternetLength;
    }

    /// <summary>
    /// All sockets of MPTCP of one family. The number of that protocol is beyond a byte, and stands in an attribute: a
    /// kernel that does not know of such (before Linux 5.9) looks for protocol 0, and says that there is none.
    /// </summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="extensions">Bits of <see cref="InternetDiagnosticsAttribute.Asking"/>.</param>
    /// <param name="states">The states that are asked for, a bit each.</param>
    public static int Multipath(Span<byte> destination, uint sequence, byte family, byte extensions, uint states)
    {
        const int Length = InternetLength + NetlinkAttributes.HeadLength + sizeof(uint);
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, Length);
        (body[0], body[2]) = (family, extensions);
        MemoryMarshal.Write(body[4..], states);
        var attribute = body[InternetLength..];
        MemoryMarshal.Write(attribute, (ushort)(NetlinkAttributes.HeadLength + sizeof(uint)));
        MemoryMarshal.Write(attribute[2..], ProtocolAttribute);
        MemoryMarshal.Write(attribute[NetlinkAttributes.HeadLength..], MultipathProtocol);
        return NetlinkView.HeaderLength + Length;
    }

    /// <summary>
    /// All sockets of TCP, over IPv4 and IPv6 in one go: <c>struct inet_diag_req</c>, the older request. The kernel's
    /// table of connections is of every family, and is gone through once instead of twice.
    /// </summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="extensions">Bits of <see cref="InternetDiagnosticsAttribute.Asking"/>.</param>
    /// <param name="states">The states that are asked for, a bit each.</param>
    public static int Tcp(Span<byte> destination, uint sequence, byte extensions, uint states)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.TcpDiagnostics, NetlinkFlags.Dump, sequence, TcpLength);
        body[3] = extensions;
        MemoryMarshal.Write(body[52..], states);
        return NetlinkView.HeaderLength + TcpLength;
    }

    /// <summary>One socket is to be closed: <c>struct inet_diag_req_v2</c> with its ends and its cookie.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="protocol">IPPROTO_TCP or IPPROTO_UDP.</param>
    /// <param name="socket">The socket.</param>
    public static int Destroy(Span<byte> destination, uint sequence, byte protocol, in DiagnosticsIdentity socket)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Destroy, NetlinkFlags.Acknowledge, sequence, InternetLength);
        (body[0], body[1]) = (socket.IsIpv6 ? InternetDiagnosticsView.Ipv6 : InternetDiagnosticsView.Ipv4, protocol);
        MemoryMarshal.Write(body[4..], AllStates);
        var identity = body[IdentityOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(identity, socket.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(identity[2..], socket.DestinationPort);
        WriteAddress(identity[4..], socket.Source, socket.IsIpv6);
        WriteAddress(identity[20..], socket.Destination, socket.IsIpv6);
        MemoryMarshal.Write(identity[36..], socket.InterfaceIndex);
        DiagnosticsCookie.Write(identity[40..], socket.Cookie);
        return NetlinkView.HeaderLength + InternetLength;
    }

    /// <summary>All sockets of the unix domain: <c>struct unix_diag_req</c>.</summary>
    public static int Unix(Span<byte> destination, uint sequence)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, UnixLength);
        body[0] = UnixDiagnosticsView.Unix;
        MemoryMarshal.Write(body[4..], AllStates);
        MemoryMarshal.Write(body[12..], AllOfUnix);
        return NetlinkView.HeaderLength + UnixLength;
    }

    /// <summary>All packet sockets: <c>struct packet_diag_req</c>.</summary>
    public static int Packet(Span<byte> destination, uint sequence)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, PacketLength);
        body[0] = PacketDiagnosticsView.Packet;
        MemoryMarshal.Write(body[8..], PacketParts);
        return NetlinkView.HeaderLength + PacketLength;
    }

    /// <summary>All sockets of netlink: <c>struct netlink_diag_req</c>.</summary>
    public static int Netlink(Span<byte> destination, uint sequence)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, PacketLength);
        (body[0], body[1]) = (NetlinkDiagnosticsView.Netlink, AllNetlinkProtocols);
        MemoryMarshal.Write(body[8..], NetlinkParts);
        return NetlinkView.HeaderLength + PacketLength;
    }

    /// <summary>All sockets between virtual machines: <c>struct vsock_diag_req</c>.</summary>
    public static int Vsock(Span<byte> destination, uint sequence)
    {
        var body = NetlinkRequest.Begin(
            destination, NetlinkType.Diagnostics, NetlinkFlags.Dump, sequence, VsockLength);
        body[0] = VsockDiagnosticsView.Vsock;
        MemoryMarshal.Write(body[4..], AllStates);
        return NetlinkView.HeaderLength + VsockLength;
    }

    private static void WriteAddress(Span<byte> room, UInt128 address, bool isIpv6)
    {
        if (isIpv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(room, address);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(room, (uint)address);
        }
    }
}
