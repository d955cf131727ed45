namespace Soquete.Probing;

/// <summary>What the probes of a trace are.</summary>
public enum TraceMethod
{
    /// <summary>
    /// UDP datagrams to a port that nobody has; the destination answers that its port is unreachable. It needs no
    /// authority.
    /// </summary>
    Udp,

    /// <summary>
    /// Echo requests (ICMP, ICMPv6). They need no authority where <c>net.ipv4.ping_group_range</c> has the process's
    /// group (icmp(7)), else CAP_NET_RAW.
    /// </summary>
    Icmp,

    /// <summary>
    /// SYN segments to a TCP port, which the destination answers with SYN and ACK, or with RST. No connection comes of
    /// it: this machine's kernel, which knows nothing of them, answers with RST. They need CAP_NET_RAW.
    /// </summary>
    Tcp,
}
