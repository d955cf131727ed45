namespace Soquete.Mapping.Joining;

/// <summary>A <see cref="MapEdge"/> before there are ends: they are numbers.</summary>
internal readonly record struct DraftEdge(int From, int To, bool IsDirected, bool IsOneWay, bool IsWaiting);
