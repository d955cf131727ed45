namespace Soquete.Mapping;

/// <summary>Two ends that are joined.</summary>
/// <param name="From">The end that connected, sends or writes; either one where <see cref="IsDirected"/> is
/// false.</param>
/// <param name="To">The end that was connected to, or is read. Of a connection that waits in a backlog, the
/// listener.</param>
public sealed record MapEdge(MapEnd From, MapEnd To)
{
    /// <summary>Whether it is known which of the two began; it is not for a socketpair(2).</summary>
    public bool IsDirected { get; init; } = true;

    /// <summary>
    /// Whether bytes go this way alone: a pipe, or a datagram socket connected to one that is not connected back.
    /// </summary>
    public bool IsOneWay { get; init; }

    /// <summary>Whether it waits in a backlog: nobody has accepted it.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>The end that one of the two is joined to: the same one where it is joined to itself.</summary>
    /// <param name="end">One of the two.</param>
    public MapEnd OppositeOf(MapEnd end) => ReferenceEquals(From, end) ? To : From;
}
