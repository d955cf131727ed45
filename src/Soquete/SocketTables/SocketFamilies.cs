namespace Soquete.SocketTables;

/// <summary>Kinds of sockets that the kernel tells of (sock_diag(7)).</summary>
[Flags]
public enum SocketFamilies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>TCP over IPv4 and IPv6.</summary>
    Tcp = 1,

    /// <summary>UDP over IPv4 and IPv6.</summary>
    Udp = 2,

    /// <summary>Raw sockets over IPv4 and IPv6.</summary>
    Raw = 4,

    /// <summary>The unix domain.</summary>
    Unix = 8,

    /// <summary>Packet sockets (packet(7)).</summary>
    Packet = 16,

    /// <summary>Netlink (netlink(7)).</summary>
    Netlink = 32,

    /// <summary>Between virtual machines and their hosts (vsock(7)).</summary>
    Vsock = 64,

    /// <summary>
    /// MPTCP over IPv4 and IPv6 (RFC 8684). With TCP, it is asked for where connections of TCP say that they are part
    /// of it.
    /// </summary>
    Mptcp = 128,

    /// <summary>All of them.</summary>
    All = Tcp | Udp | Raw | Unix | Packet | Netlink | Vsock | Mptcp,
}
