namespace Soquete.Cli.Bench;

/// <summary>A percentile that is told.</summary>
/// <param name="Value">In per cent.</param>
/// <param name="Text">For people.</param>
/// <param name="Field">Its name in JSON.</param>
internal sealed record BenchPercentile(double Value, string Text, string Field)
{
    public static IReadOnlyList<BenchPercentile> All { get; } =
    [
        new(50, "p50", "p50_us"), new(75, "p75", "p75_us"), new(90, "p90", "p90_us"), new(95, "p95", "p95_us"),
        new(99, "p99", "p99_us"), new(99.9, "p99.9", "p99_9_us"), new(99.99, "p99.99", "p99_99_us"),
    ];
}
