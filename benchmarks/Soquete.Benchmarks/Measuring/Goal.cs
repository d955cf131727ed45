namespace Soquete.Benchmarks.Measuring;

/// <summary>
/// What was promised: a contender's ratio to another, or its figure itself where there is no other; at most or, where
/// more is better, at least.
/// </summary>
internal sealed record Goal(string Contender, string? Against, double Bound);
