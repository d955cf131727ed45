namespace Soquete.Benchmarks;

/// <summary>A contender did not do what it was measured for.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
