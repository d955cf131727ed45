using Soquete.Mapping;

namespace Soquete.Cli.Map;

/// <summary>The part of a map that was asked for.</summary>
/// <param name="Map">What was taken, and what it is joined to.</param>
/// <param name="Selection">What was taken.</param>
internal sealed record MapPart(ProcessMap Map, MapSelection Selection);
