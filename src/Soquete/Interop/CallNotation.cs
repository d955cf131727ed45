using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Soquete.Interop;

/// <summary>Calls in the notation of strace(1).</summary>
/// <remarks>A descriptor is a text, so that a plan of calls can print a placeholder where there is none yet.</remarks>
internal static partial class CallNotation
{
    /// <summary>How many bytes of a buffer are shown, as strace's <c>-s</c> has it.</summary>
    public const int ShownBytes = 32;

    /// <summary>Stands for what the kernel did not fill in, where strace prints the address of the buffer.</summary>
    private const string Unfilled = "...";

    /// <summary><c>socket(2)</c>: <c>AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP</c>.</summary>
    public static string SocketArguments(int domain, int type, int protocol) =>
        $"{DomainText(domain)}, {TypeText(type)}, {ProtocolText(domain, protocol)}";

    /// <summary><c>socketpair(2)</c>; the descriptors are negative where it failed.</summary>
    public static string PairArguments(int domain, int type, int protocol, ReadOnlySpan<int> pair)
    {
        var found = pair[0] < 0 ? Unfilled : $"[{Number(pair[0])}, {Number(pair[1])}]";
        return $"{SocketArguments(domain, type, protocol)}, {found}";
    }

    /// <summary><c>fchmod(2)</c>: the mode in octal.</summary>
    public static string ModeArguments(string fd, uint mode) => $"{fd}, 0{Convert.ToString(mode, 8)}";

    /// <summary><c>listen(2)</c>: <c>3, 4096</c>.</summary>
    public static string ListenArguments(string fd, int backlog) => $"{fd}, {Number(backlog)}";

    /// <summary><c>shutdown(2)</c>: <c>3, SHUT_WR</c>.</summary>
    public static string ShutdownArguments(string fd, ShutdownHow how) => $"{fd}, " + how switch
    {
        ShutdownHow.Read => "SHUT_RD",
        ShutdownHow.Write => "SHUT_WR",
        ShutdownHow.Both => "SHUT_RDWR",
        _ => Number((int)how),
    };

    /// <summary><c>read(2)</c>, <c>write(2)</c>, and <c>recvfrom(2)</c>, <c>sendto(2)</c> up to their flags.</summary>
    /// <param name="fd">The descriptor.</param>
    /// <param name="data">What was moved.</param>
    /// <param name="requested">The length that the call was given, in bytes.</param>
    /// <param name="flags">The flags in words; empty for a call that has none.</param>
    public static string DataArguments(string fd, ReadOnlySpan<byte> data, int requested, string flags)
    {
        var text = new StringBuilder(fd).Append(", ");
        QuotedBytes.Append(text, data[..Math.Min(data.Length, ShownBytes)]);
        text.Append(data.Length > ShownBytes ? "..." : "").Append(", ").Append(Number(requested));
        return flags.Length == 0 ? text.ToString() : text.Append(", ").Append(flags).ToString();
    }

    /// <summary>A whole call: <c>connect(3, …) = -1 ECONNREFUSED (Connection refused)</c>.</summary>
    public static string Line(string name, string arguments, long result, Errno error) => error == Errno.None
        ? $"{name}({arguments}) = {Number(result)}"
        : $"{name}({arguments}) = -1 {ErrnoText.Name(error)} ({ErrnoText.Describe(error)})";

    private static string DomainText(int domain) => domain switch
    {
        Domain.Unix => "AF_UNIX",
        Domain.Inet => "AF_INET",
        Domain.Inet6 => "AF_INET6",
        Domain.Netlink => "AF_NETLINK",
        Domain.Packet => "AF_PACKET",
        Domain.Vsock => "AF_VSOCK",
        _ => $"{Hexadecimal(domain)} /* AF_??? */",
    };

    private static string TypeText(int type)
    {
        const int Flags = SocketKind.CloseOnExec | SocketKind.NonBlocking;
        var kind = (type & ~Flags) switch
        {
            SocketKind.Stream => "SOCK_STREAM",
            SocketKind.Datagram => "SOCK_DGRAM",
            SocketKind.Raw => "SOCK_RAW",
            SocketKind.SeqPacket => "SOCK_SEQPACKET",
            var other => $"{Hexadecimal(other)} /* SOCK_??? */",
        };
        var closeOnExec = (type & SocketKind.CloseOnExec) != 0 ? "|SOCK_CLOEXEC" : "";
        var nonBlocking = (type & SocketKind.NonBlocking) != 0 ? "|SOCK_NONBLOCK" : "";
        return kind + closeOnExec + nonBlocking;
    }

    private static string ProtocolText(int domain, int protocol) => (domain, protocol) switch
    {
        (Domain.Inet or Domain.Inet6, Protocol.Default) => "IPPROTO_IP",
        (Domain.Inet or Domain.Inet6, Protocol.Icmp) => "IPPROTO_ICMP",
        (Domain.Inet or Domain.Inet6, Protocol.Tcp) => "IPPROTO_TCP",
        (Domain.Inet or Domain.Inet6, Protocol.Udp) => "IPPROTO_UDP",
        (Domain.Inet or Domain.Inet6, Protocol.Icmpv6) => "IPPROTO_ICMPV6",
        (Domain.Inet or Domain.Inet6, Protocol.Raw) => "IPPROTO_RAW",
        (Domain.Netlink, NetlinkSocket.Diagnostics) => "NETLINK_SOCK_DIAG",
        // Packet sockets have it in network order.
        (Domain.Packet, _) => LinkProtocolText(BinaryPrimitives.ReverseEndianness((ushort)protocol)),
        _ => Number(protocol),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hexadecimal(int value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}
