namespace Soquete.Wire.Netlink;

/// <summary>What a message is: numbers of every protocol, and those of sock_diag(7) and rtnetlink(7).</summary>
internal static class NetlinkType
{
    /// <summary>NLMSG_NOOP: to be left out.</summary>
    public const ushort Nothing = 1;

    /// <summary>NLMSG_ERROR: a request failed, or succeeded where the number is 0.</summary>
    public const ushort Error = 2;

    /// <summary>NLMSG_DONE: the last part of an answer.</summary>
    public const ushort Done = 3;

    /// <summary>NLMSG_OVERRUN: something was lost.</summary>
    public const ushort Overrun = 4;

    /// <summary>TCPDIAG_GETSOCK: the sockets of TCP, of all families at once.</summary>
    public const ushort TcpDiagnostics = 18;

    /// <summary>SOCK_DIAG_BY_FAMILY: the sockets of one family.</summary>
    public const ushort Diagnostics = 20;

    /// <summary>RTM_GETADDR: the addresses of interfaces. The answers have the number of <see cref="Diagnostics"/>, as
    /// RTM_NEWADDR.</summary>
    public const ushort GetAddress = 22;

    /// <summary>SOCK_DESTROY: a socket is to be closed.</summary>
    public const ushort Destroy = 21;
}
