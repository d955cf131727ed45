namespace Soquete.Mapping;

/// <summary>Something about an end that a person should look at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">In words, with the figures: <c>212 KiB are not read</c>.</param>
public sealed record MapProblem(MapProblemKind Kind, string Detail);
