namespace Soquete.Benchmarking;

/// <summary>Values that a <see cref="LatencyHistogram"/> does not tell apart, and how many there are.</summary>
/// <param name="Lowest">The lowest of them, in nanoseconds.</param>
/// <param name="Highest">The highest of them, in nanoseconds.</param>
/// <param name="Count">How many were recorded.</param>
public readonly record struct LatencyBucket(long Lowest, long Highest, long Count);
