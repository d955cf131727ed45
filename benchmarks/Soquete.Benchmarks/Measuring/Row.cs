namespace Soquete.Benchmarks.Measuring;

/// <summary>A contender's figures: latencies in microseconds, CPU time in the metric's unit; null is none.</summary>
internal sealed record Row(string Contender, Standing Standing, string? Failure)
{
    /// <summary>The metric's value in each round, in order.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    public double? LatencyP50 { get; init; }

    public double? LatencyP99 { get; init; }

    public double? RatioToPeer { get; init; }

    public double? RatioToLimit { get; init; }

    public double? Cpu { get; init; }

    public long? PeakBytes { get; init; }

    /// <summary>At a quarter, a half and the end of the last round.</summary>
    public IReadOnlyList<long> ResidentBytes { get; init; } = [];

    public double? AllocatedPerOperation { get; init; }

    /// <summary>The medians of what only this scenario has.</summary>
    public IReadOnlyDictionary<string, double> Further { get; init; } = new Dictionary<string, double>();

    public FlowFigures? Flow { get; init; }
}
