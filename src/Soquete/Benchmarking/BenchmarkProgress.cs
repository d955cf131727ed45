namespace Soquete.Benchmarking;

/// <summary>What was measured in one interval, at this end.</summary>
public sealed record BenchmarkProgress
{
    /// <summary>Whether it belongs to the warm-up, which the result leaves out.</summary>
    public bool IsWarmUp { get; init; }

    /// <summary>When the interval began, from the beginning of what is measured; negative in the warm-up.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>How long it was.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes that were sent in it.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes that were received in it.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Requests that were replied to in it; 0 for throughput.</summary>
    public long Completed { get; init; }

    /// <summary>Datagrams that were not replied to, or in reverse did not arrive, as far as is known yet.</summary>
    public long Lost { get; init; }

    /// <summary>How long the replies of this interval took; null for throughput.</summary>
    public LatencyHistogram? Latency { get; init; }

    /// <summary>
    /// The first connection at the end of the interval; null but for TCP.
    /// </summary>
    public TcpInformation? Tcp { get; init; }

    /// <summary>Bits a second that were sent.</summary>
    public double BitsPerSecondSent => Duration > TimeSpan.Zero ? BytesSent * 8 / Duration.TotalSeconds : 0;

    /// <summary>Bits a second that were received.</summary>
    public double BitsPerSecondReceived => Duration > TimeSpan.Zero ? BytesReceived * 8 / Duration.TotalSeconds : 0;

    /// <summary>Replies a second.</summary>
    public double RequestsPerSecond => Duration > TimeSpan.Zero ? Completed / Duration.TotalSeconds : 0;
}
