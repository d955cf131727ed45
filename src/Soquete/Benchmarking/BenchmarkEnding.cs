namespace Soquete.Benchmarking;

/// <summary>How a measurement ended.</summary>
public enum BenchmarkEnding
{
    /// <summary>What was asked for was measured.</summary>
    Completed,

    /// <summary>The token was cancelled; what was measured until then stands.</summary>
    Cancelled,

    /// <summary>
    /// It failed midway; what was measured until then stands. Seen in a <see cref="BenchmarkException"/>.
    /// </summary>
    Failed,
}
