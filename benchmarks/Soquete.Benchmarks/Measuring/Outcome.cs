namespace Soquete.Benchmarks.Measuring;

/// <summary>What a contender did in all rounds, or why it did not.</summary>
internal sealed record Outcome(Contender Contender, IReadOnlyList<Sample> Samples, string? Failure);
