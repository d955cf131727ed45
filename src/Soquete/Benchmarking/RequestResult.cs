namespace Soquete.Benchmarking;

/// <summary>What a measurement of requests and replies gives.</summary>
public sealed record RequestResult : BenchmarkResult
{
    /// <summary>How many bytes each request and each reply had.</summary>
    public int Size { get; init; }

    /// <summary>How many requests could be under way on a connection.</summary>
    public int Depth { get; init; }

    /// <summary>The requests a second that were intended; null for a closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>How many requests were replied to while it was measured.</summary>
    public long Completed { get; init; }

    /// <summary>How many datagrams were not replied to in time; 0 for everything else.</summary>
    public long Lost { get; init; }

    /// <summary>
    /// How many requests were intended within the measured time and not sent, since earlier ones were still under way
    /// at its end. Above 0 the latencies are too low: the peer did not keep up with the rate.
    /// </summary>
    public long Unsent { get; init; }

    /// <summary>Replies a second.</summary>
    public double RequestsPerSecond => Duration > TimeSpan.Zero ? Completed / Duration.TotalSeconds : 0;

    /// <summary>
    /// How long replies took: from the intended time of each request in an open loop, from its sending in a closed
    /// one.
    /// </summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>
    /// How long replies took from the sending of each request, late or not; the same in a closed loop.
    /// </summary>
    public required LatencyHistogram ServiceTime { get; init; }
}
