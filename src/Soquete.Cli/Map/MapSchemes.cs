using Soquete.SocketTables;

namespace Soquete.Cli.Map;

/// <summary>The kinds of ends, as they are typed, and what has to be read to have them.</summary>
internal static class MapSchemes
{
    /// <summary>A connection of TCP that a socket of MPTCP is made of.</summary>
    public const string Subflow = "mptcp-subflow";

    public static readonly string[] Names =
    [
        "tcp", "udp", "mptcp", Subflow, "raw", "unix", "unix-dgram", "unix-seqpacket", "packet", "netlink",
        "vsock", "pipe", "fifo",
    ];

    /// <summary>Whether it is a pipe or a FIFO, which no table of sockets has.</summary>
    public static bool IsPipe(string scheme) => scheme is "pipe" or "fifo";

    public static SocketFamilies FamilyOf(string scheme) => scheme switch
    {
        // They speak with each other.
        "tcp" or "mptcp" or Subflow => SocketFamilies.Tcp | SocketFamilies.Mptcp,
        "udp" => SocketFamilies.Udp,
        "raw" => SocketFamilies.Raw,
        "packet" => SocketFamilies.Packet,
        "netlink" => SocketFamilies.Netlink,
        "vsock" => SocketFamilies.Vsock,
        _ => IsPipe(scheme) ? SocketFamilies.None : SocketFamilies.Unix,
    };
}
