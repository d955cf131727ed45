using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Watching;

/// <summary>The rows of the map as it is, with what came and went within the last few seconds.</summary>
/// <remarks>Does not change: each map makes the next one.</remarks>
internal sealed class WatchHistory
{
    private readonly Dictionary<LinkIdentity, WatchRow> _rows;

    private WatchHistory(ProcessMap? map, Dictionary<LinkIdentity, WatchRow> rows) => (Map, _rows) = (map, rows);

    /// <summary>Before the first map.</summary>
    public static WatchHistory None { get; } = new(null, []);

    /// <summary>The map; null before the first.</summary>
    public ProcessMap? Map { get; }

    public IReadOnlyCollection<WatchRow> Rows => _rows.Values;

    public int Count(WatchMark mark) => _rows.Values.Count(row => row.Mark == mark);

    /// <summary>The rows of the next map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="linger">How long what came or went stays marked.</param>
    public WatchHistory Next(ProcessMap map, TimeSpan linger)
    {
        var rows = new Dictionary<LinkIdentity, WatchRow>(map.Edges.Count + 16);
        foreach (var (identity, from, edge) in LinksOf(map))
        {
            rows[identity] = Now(identity, from, edge, map.CapturedAt, linger);
        }

        foreach (var (identity, row) in _rows)
        {
            var wentAt = row.Mark == WatchMark.Gone ? row.ChangedAt : map.CapturedAt;
            if (map.CapturedAt - wentAt < linger && !rows.ContainsKey(identity))
            {
                rows.Add(identity, row.Marked(WatchMark.Gone, wentAt));
            }
        }

        return new WatchHistory(map, rows);
    }

    private WatchRow Now(LinkIdentity identity, MapEnd from, MapEdge? edge, DateTimeOffset now, TimeSpan linger)
    {
        var wasThere = _rows.TryGetValue(identity, out var before) && before.Mark != WatchMark.Gone;
        var cameAt = wasThere ? before!.ChangedAt : Map is null ? default : now;
        var seconds = Map is null ? 0 : (now - Map.CapturedAt).TotalSeconds;
        return new WatchRow(identity, from, edge)
        {
            ChangedAt = cameAt,
            Mark = now - cameAt < linger ? WatchMark.New : WatchMark.None,
            Forward = wasThere ? RateOf(before!.From, from, before.To, edge?.To, seconds) : null,
            Back = wasThere ? RateOf(before!.To, edge?.To, before.From, from, seconds) : null,
        };
    }

    /// <summary>What the sender saw acknowledged, or else the receiver received.</summary>
    private static double? RateOf(
        MapEnd? senderBefore, MapEnd? sender, MapEnd? receiverBefore, MapEnd? receiver, double seconds) =>
        seconds <= 0 ? null
        : (WatchRow.TcpOf(senderBefore), WatchRow.TcpOf(sender)) is ({ } sentBefore, { } sent)
            ? PerSecond(sentBefore.BytesAcknowledged, sent.BytesAcknowledged, seconds)
        : (WatchRow.TcpOf(receiverBefore), WatchRow.TcpOf(receiver)) is ({ } receivedBefore, { } received)
            ? PerSecond(receivedBefore.BytesReceived, received.BytesReceived, seconds)
        : null;

    private static double PerSecond(ulong before, ulong now, double seconds) =>
        now > before ? (now - before) / seconds : 0;

    /// <summary>Edges, and ends that have none or wait for some.</summary>
    private static IEnumerable<(LinkIdentity Identity, MapEnd From, MapEdge? Edge)> LinksOf(ProcessMap map)
    {
        var isJoined = new bool[map.Ends.Count];
        foreach (var edge in map.Edges)
        {
            isJoined[edge.From.Index] = isJoined[edge.To.Index] = true;
            if (!IsOver(edge.From) && !IsOver(edge.To))
            {
                yield return (new LinkIdentity(edge.From.Key, edge.To.Key), edge.From, edge);
            }
        }

        foreach (var end in map.Ends)
        {
            if (end is { Holders.Count: 0, Socket: NetlinkSocketEntry })
            {
                // The kernel's own: there are as many as it has protocols, in each namespace.
                continue;
            }

            var isAlone = !isJoined[end.Index] && end.Kind is not (MapEndKind.Remote or MapEndKind.Unseen);
            if ((isAlone || end.Role is MapRole.Listener or MapRole.Bound) && !IsOver(end))
            {
                yield return (new LinkIdentity(end.Key, null), end, null);
            }
        }
    }

    /// <summary>TIME-WAIT is no connection any more; a busy server leaves thousands of them.</summary>
    private static bool IsOver(MapEnd end) => end.Socket is { State: SocketState.TimeWait };
}
