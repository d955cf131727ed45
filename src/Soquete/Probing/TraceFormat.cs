namespace Soquete.Probing;

/// <summary>Whether something that came is an answer to a probe.</summary>
internal enum TraceMatch
{
    /// <summary>It is not, or not to one of these.</summary>
    Foreign,

    /// <summary>It is, and says to which.</summary>
    Known,

    /// <summary>It is one, but too little is quoted to tell which.</summary>
    Unclear,
}

/// <summary>
/// What probes hold above IP, and how answers are known by it. What balancers of load look at (addresses, ports, the
/// first four bytes of an ICMP message) is the same in all probes of a trace, so that all take one path (Augustin and
/// others, "Avoiding traceroute anomalies with Paris traceroute").
/// </summary>
internal abstract class TraceFormat
{
    /// <summary>How many probes can be told from one another.</summary>
    public const int MostProbes = 1 << 16;

    /// <summary>How many bytes the kernel writes between the IP header and what <see cref="Write"/> gives.</summary>
    public virtual int KernelHeaderLength => 0;

    /// <summary>Whether the length of a probe is what it always is, whatever is asked for.</summary>
    public virtual int? FixedLength => null;

    /// <summary>Whether what the socket receives begins with an IPv4 header (raw(7)).</summary>
    public virtual bool LeadsWithHeader => false;

    /// <summary>Writes a probe into all of the bytes that are given.</summary>
    public abstract void Write(Span<byte> bytes, int number);

    /// <summary>
    /// Looks at what an ICMP error quotes, from where <see cref="Write"/>'s bytes begin. The kernel has seen to it that
    /// the packet was for this socket's peer.
    /// </summary>
    public abstract TraceMatch MatchQuoted(ReadOnlySpan<byte> quoted, out int number);

    /// <summary>Looks at what the peer sent, without its IP header.</summary>
    public abstract TraceMatch MatchReply(ReadOnlySpan<byte> received, out int number);
}
