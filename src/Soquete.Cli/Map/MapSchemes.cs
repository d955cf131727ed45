using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>The kinds of ends, as they are typed, and what has to be read to have them.</summary>
internal static class MapSchemes
{
    public static readonly string[] Names =
    [
        "tcp", "udp", "mptcp", "mptcp-subflow", "raw", "unix", "unix-dgram", "unix-seqpacket", "packet", "netlink",
        "vsock", "pipe", "fifo",
    ];

    /// <summary>Whether it is a pipe or a FIFO, which no table of sockets has.</summary>
    public static bool IsPipe(string scheme) => scheme is "pipe" or "fifo";

    public static SocketFamilies FamilyOf(string scheme) => scheme switch
    {
        // They speak with each other.
        "tcp" or "mptcp" or "mptcp-subflow" => SocketFamilies.Tcp | SocketFamilies.Mptcp,
        "udp" => SocketFamilies.Udp,
        "raw" => SocketFamilies.Raw,
        "packet" => SocketFamilies.Packet,
        "netlink" => SocketFamilies.Netlink,
        "vsock" => SocketFamilies.Vsock,
        _ => IsPipe(scheme) ? SocketFamilies.None : SocketFamilies.Unix,
    };
}
