using Soquete.Mapping;

namespace Soquete.Cli.Map.Watching;

/// <summary>What tells a row from all others: two ends that are joined, or one alone.</summary>
internal readonly record struct LinkIdentity(MapEndKey From, MapEndKey? To);
