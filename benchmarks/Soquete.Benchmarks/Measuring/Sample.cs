namespace Soquete.Benchmarks.Measuring;

/// <summary>What one contender did in one round.</summary>
/// <param name="Operations">How many bytes, starts, connections or round trips, as the scenario says.</param>
/// <param name="Wall">From the first to the last.</param>
/// <param name="Cpu">User and system time of every process that took part.</param>
internal sealed record Sample(long Operations, TimeSpan Wall, TimeSpan Cpu)
{
    /// <summary>Each operation by itself, where it was timed.</summary>
    public IReadOnlyList<TimeSpan> Latencies { get; init; } = [];

    /// <summary>The same of so many that only how often each was taken is known.</summary>
    public Histogram? Histogram { get; init; }

    /// <summary>The most that the contender's processes held in memory.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>What they held at a quarter, a half and the end of the work.</summary>
    public IReadOnlyList<long> ResidentBytes { get; init; } = [];

    /// <summary>What more they held after the work than before.</summary>
    public long? GrownBytes { get; init; }

    /// <summary>What was allocated on the managed heap.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>What only this scenario has, by the title of its column.</summary>
    public IReadOnlyDictionary<string, double> Further { get; init; } = new Dictionary<string, double>();

    /// <summary>The two ends of a flow of datagrams apart.</summary>
    public FlowSample? Flow { get; init; }
}

/// <summary>What a sender and a receiver of datagrams did; what was received are the sample's operations.</summary>
internal sealed record FlowSample(long Sent, TimeSpan SenderCpu, TimeSpan ReceiverCpu);
