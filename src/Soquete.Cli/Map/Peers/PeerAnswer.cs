using Soquete.Mapping;

namespace Soquete.Cli.Map.Peers;

/// <summary>Who is at the other end of one end.</summary>
/// <param name="Asked">The end that was asked about.</param>
/// <param name="Other">The end that it is joined to.</param>
/// <param name="Edge">How.</param>
internal sealed record PeerAnswer(MapEnd Asked, MapEnd Other, MapEdge Edge)
{
    /// <summary>Whether anybody is there: a process, or another machine.</summary>
    public bool IsSomebody => Other.Holders.Count > 0 || Other.Kind is MapEndKind.Remote or MapEndKind.Unseen
        || Edge.IsWaiting;

    /// <summary>Whether the other end connected, or writes.</summary>
    public bool DidConnect => Edge.IsDirected && ReferenceEquals(Edge.From, Other);
}
