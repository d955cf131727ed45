namespace Soquete.Benchmarking;

/// <summary>What the kernel knows of one end of a TCP connection (tcp(7), TCP_INFO).</summary>
public sealed record TcpInformation
{
    /// <summary>Segments that were sent again, since the connection began.</summary>
    public long Retransmissions { get; init; }

    /// <summary>The round-trip time, smoothed.</summary>
    public TimeSpan RoundTrip { get; init; }

    /// <summary>How much the round-trip time varies (RFC 6298).</summary>
    public TimeSpan RoundTripVariation { get; init; }

    /// <summary>The shortest round trip that was seen lately; null where the kernel does not tell.</summary>
    public TimeSpan? MinimumRoundTrip { get; init; }

    /// <summary>How many segments may be under way: the congestion window.</summary>
    public int CongestionWindow { get; init; }

    /// <summary>The longest segment that is sent, in bytes (MSS).</summary>
    public int MaximumSegment { get; init; }

    /// <summary>The MTU of the path, in bytes.</summary>
    public int PathMtu { get; init; }

    /// <summary>The congestion window in bytes.</summary>
    public long CongestionWindowBytes => (long)CongestionWindow * MaximumSegment;
}
