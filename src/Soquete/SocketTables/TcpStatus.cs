namespace Soquete.SocketTables;

/// <summary>How a connection of TCP fares (TCP_INFO, tcp(7)).</summary>
public sealed record TcpStatus
{
    /// <summary>The smoothed round-trip time; null where nothing was measured yet.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>Its mean deviation.</summary>
    public TimeSpan? RoundTripVariation { get; init; }

    /// <summary>The congestion window, in segments.</summary>
    public uint CongestionWindow { get; init; }

    /// <summary>The size of a segment that is sent, in bytes.</summary>
    public uint SegmentSize { get; init; }

    /// <summary>Segments that were sent again, all in all.</summary>
    public uint Retransmissions { get; init; }

    /// <summary>
    /// Times the segment was sent again that is waited for now; more than 0 where the other end is silent.
    /// </summary>
    public uint Retransmitting { get; init; }

    /// <summary>Bytes that were sent and acknowledged; of the end that connected, its SYN counts as one.</summary>
    public ulong BytesAcknowledged { get; init; }

    /// <summary>Bytes that were received.</summary>
    public ulong BytesReceived { get; init; }

    /// <summary>How long ago data was sent last; null where none was.</summary>
    public TimeSpan? SinceSent { get; init; }

    /// <summary>How long ago data was received last; null where none was.</summary>
    public TimeSpan? SinceReceived { get; init; }

    /// <summary>
    /// How long ago the other end was heard of last, with data, an acknowledgement or its FIN; null where it is not
    /// told.
    /// </summary>
    public TimeSpan? SinceHeard { get; init; }

    /// <summary>What the kernel thinks it sends, in bytes a second; 0 where it does not know.</summary>
    public ulong DeliveryRate { get; init; }

    /// <summary>The algorithm that keeps from congestion, such as <c>cubic</c>; null where it is not told.</summary>
    public string? CongestionControl { get; init; }
}
