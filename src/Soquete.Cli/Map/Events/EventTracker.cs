using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Events;

/// <summary>
/// Readings of the map, and closings that the kernel told, to news: each once. Pure, and for one thread.
/// </summary>
/// <param name="matches">Whether a connection of which the map never knew is of the part that is asked for.</param>
internal sealed class EventTracker(Func<ProcessMap, bool> matches)
{
    private readonly ToldClosings _told = new();
    private readonly HashSet<(MapEndKey From, MapEndKey To)> _held = [];
    private ConnectionIndex _known = ConnectionIndex.None;
    private ProcessMap? _map;

    /// <summary>Takes a reading, and gives what came and went since the last one; nothing for the first.</summary>
    public IReadOnlyList<MapNews> Take(ProcessMap map)
    {
        var news = _map is null ? [] : NewsBetween(_map, map);
        (_map, _known) = (map, new ConnectionIndex(map));
        _told.Forget();
        return news;
    }

    /// <summary>Takes a closing; null where it was told before, or is nobody's concern.</summary>
    public MapNews? Take(InternetSocketEntry closed, DateTimeOffset at)
    {
        if (!_told.TryAdd(closed))
        {
            return null;
        }

        if (_known.EdgeOf(closed) is { } edge)
        {
            _told.Add(edge.From, edge.To);
            return new MapNews(at, NewsKind.Closed, edge.From, edge) { IsToldByKernel = true };
        }

        if (_known.WaitingOf(closed) is { } end)
        {
            return new MapNews(at, NewsKind.Unbound, end, null) { IsToldByKernel = true };
        }

        // What was never joined is no connection.
        if (_map is null || closed.RemoteText.Length == 0 || _known.Knows(closed))
        {
            return null;
        }

        var unknown = _known.Guess(closed);
        return matches(unknown)
            ? new MapNews(at, NewsKind.Closed, unknown.Edges[0].From, unknown.Edges[0])
            {
                IsToldByKernel = true, IsShort = true,
            }
            : null;
    }

    private List<MapNews> NewsBetween(ProcessMap before, ProcessMap after)
    {
        var (difference, at) = (MapDifference.Between(before, after), after.CapturedAt);
        var (came, went) = (SeenOf(difference.NewEdges), SeenOf(difference.GoneEdges));
        var news = new List<MapNews>();
        foreach (var edge in difference.GoneEdges)
        {
            if (IsNews(edge, came) && _told.TryAdd(edge.From, edge.To))
            {
                news.Add(new MapNews(at, NewsKind.Closed, edge.From, edge));
            }
        }

        foreach (var end in difference.GoneEnds)
        {
            if (ConnectionIndex.Waits(end) && _told.TryAdd(end, null))
            {
                news.Add(new MapNews(at, NewsKind.Unbound, end, null));
            }
        }

        news.AddRange(from end in difference.NewEnds
                      where ConnectionIndex.Waits(end) && !_told.Has(end)
                      select new MapNews(at, NewsKind.Bound, end, null));
        var opened = difference.NewEdges.Where(
            edge => IsNews(edge, went) && !_told.Has(edge.From) && !_told.Has(edge.To));
        news.AddRange(Held(opened, after).Select(edge => new MapNews(at, NewsKind.Opened, edge.From, edge)));
        return news;
    }

    /// <summary>
    /// Those that can be told, and those of the reading before that were held back. Sockets are read before processes,
    /// so that a connection may be seen before somebody has it: it is told with the next reading, which knows who.
    /// </summary>
    private List<MapEdge> Held(IEnumerable<MapEdge> opened, ProcessMap map)
    {
        List<MapEdge> due = _held.Count == 0 ? [] : [.. map.Edges.Where(edge => _held.Contains(KeyOf(edge)))];
        _held.Clear();
        foreach (var edge in opened)
        {
            if (IsNobodys(edge.From) || IsNobodys(edge.To))
            {
                _held.Add(KeyOf(edge));
            }
            else
            {
                due.Add(edge);
            }
        }

        return due;
    }

    private static (MapEndKey From, MapEndKey To) KeyOf(MapEdge edge) => (edge.From.Key, edge.To.Key);

    private static bool IsNobodys(MapEnd end) => end is { Kind: MapEndKind.Socket, Holders.Count: 0 };

    /// <summary>
    /// Whether an edge means that somebody came or went. TIME-WAIT is over, who waits in a backlog is told when it is
    /// accepted, and an end whose other one was found later, or not any more, has been joined all the time.
    /// </summary>
    private static bool IsNews(MapEdge edge, HashSet<MapEndKey> seenOtherwise) =>
        !edge.IsWaiting && !IsOver(edge.From) && !IsOver(edge.To)
        && !(IsJoiner(edge.From) && seenOtherwise.Contains(edge.From.Key))
        && !(IsJoiner(edge.To) && seenOtherwise.Contains(edge.To.Key));

    /// <summary>The ends of edges whose other end could not be found.</summary>
    private static HashSet<MapEndKey> SeenOf(IReadOnlyList<MapEdge> edges)
    {
        var ends = new HashSet<MapEndKey>();
        foreach (var edge in edges)
        {
            if (edge.From.Kind == MapEndKind.Unseen || edge.To.Kind == MapEndKind.Unseen)
            {
                ends.Add(edge.From.Key);
                ends.Add(edge.To.Key);
            }
        }

        return ends;
    }

    private static bool IsJoiner(MapEnd end) => end.Kind == MapEndKind.Socket && !ConnectionIndex.Waits(end);

    private static bool IsOver(MapEnd end) => end.Socket is { State: SocketState.TimeWait };
}
