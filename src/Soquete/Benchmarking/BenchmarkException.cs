namespace Soquete.Benchmarking;

/// <summary>A measurement failed midway. What was measured until then is in <see cref="Measured"/>.</summary>
public sealed class BenchmarkException : SoqueteException
{
    internal BenchmarkException(SoqueteException cause, BenchmarkResult measured)
        : base(cause.Kind, cause.Address, cause.Problem, cause.Call, cause.ErrorName, cause.Remedy, cause) =>
        Measured = measured;

    /// <summary>
    /// A <see cref="ThroughputResult"/> or a <see cref="RequestResult"/>, whose ending is
    /// <see cref="BenchmarkEnding.Failed"/>.
    /// </summary>
    public BenchmarkResult Measured { get; }
}
