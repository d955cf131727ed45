using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Map.Text;

/// <summary>The lines of ends, as a process that has them open sees them.</summary>
internal sealed class RowMaker(
    ProcessMap map, EndText text, MapSigns signs, bool withDetails)
{
    /// <summary>Who has the other end of what has no edge, as far as one may look.</summary>
    private readonly string _nobody =
        map.Processes.All(process => process.IsReadable) ? "(nobody)" : "(not seen)";

    private readonly Lazy<PastNames> _pastNames = new(() => new PastNames(map));

    /// <summary>An end, with all of its edges.</summary>
    /// <param name="end">The end.</param>
    /// <param name="process">The process whose line it is; null for an end that nobody has.</param>
    public IEnumerable<MapRow> RowsOf(MapEnd end, MapProcess? process)
    {
        var edges = map.EdgesOf(end);
        if (edges.Count == 0 || end.Role == MapRole.Listener)
        {
            yield return Alone(end, process);
        }

        foreach (var edge in edges)
        {
            if (!IsSecondOfItself(edge, end, process))
            {
                yield return Joined(end, edge, process);
            }
        }
    }

    /// <summary>An edge from a process to itself has one line there, that of its beginning.</summary>
    private static bool IsSecondOfItself(MapEdge edge, MapEnd end, MapProcess? process) =>
        !edge.IsWaiting && !edge.From.CameAlong && process is not null
        && ReferenceEquals(edge.To, end) && !ReferenceEquals(edge.From, end)
        && edge.From.Holders is [var only] && only.Process.Id == process.Id && end.Holders.Count == 1;

    private MapRow Alone(MapEnd end, MapProcess? process)
    {
        var (name, notes) = (text.NameOf(end), NotesOf(end, process));
        var row = new MapRow
        {
            Rank = RankOf(end), Scheme = end.Scheme, Own = name, Notes = notes,
            Problems = [.. end.Problems.Select(problem => problem.Detail)],
            Unread = UnreadOf(end), Unsent = UnsentOf(end), Details = DetailsOf(end, process),
            Key = new RowKey(end.Scheme, name, "", "", "", string.Join(',', notes), ProblemsOf(end)),
        };
        return end.Role switch
        {
            MapRole.Reader => row with { Arrow = signs.From, Peer = _nobody },
            MapRole.Writer => row with { Arrow = signs.To, Peer = _nobody },
            // Of what is over, or joined to what is gone, the kernel still has the other name.
            _ when end.Socket?.RemoteText is { Length: > 0 } remote => Past(row, end, remote),
            _ => row,
        };
    }

    private MapRow Past(MapRow row, MapEnd end, string remote)
    {
        var (own, other) = _pastNames.Value.KeyOf(end);
        return row with
        {
            Arrow = signs.Was, PeerName = remote, Key = row.Key with { Own = own, PeerName = other },
        };
    }

    private MapRow Joined(MapEnd end, MapEdge edge, MapProcess? process)
    {
        var (isFrom, other) = (ReferenceEquals(edge.From, end), edge.OppositeOf(end));
        var notes = NotesOf(end, process);
        // A listener has a line of its own: this one is about who waits.
        var isOfListener = end.Role == MapRole.Listener;
        var (arrow, peer, peerName) = (signs.Of(edge, isFrom), PeerOf(edge, other, process), PeerNameOf(end, other));
        return new MapRow
        {
            Rank = RankOf(end, edge, isFrom), Scheme = end.Scheme, Own = text.NameOf(end), Arrow = arrow, Peer = peer,
            PeerName = peerName, Notes = isOfListener ? ["waits"] : notes,
            Problems = isOfListener ? [] : [.. end.Problems.Select(problem => problem.Detail)],
            Unread = isOfListener ? 0 : UnreadOf(end), Unsent = isOfListener ? 0 : UnsentOf(end),
            Details = isOfListener ? "" : DetailsOf(end, process),
            Key = new RowKey(
                end.Scheme, isFrom ? text.NameOfAny(end) : text.NameOf(end), arrow, peer,
                isFrom ? peerName : text.NameOfAny(other), string.Join(',', notes), ProblemsOf(end)),
        };
    }

    private string PeerOf(MapEdge edge, MapEnd other, MapProcess? process) =>
        process is not null && other.Holders is [var only] && only.Process.Id == process.Id ? "itself"
        : edge.IsWaiting && other.Holders.Count == 0 ? "(backlog)"
        : text.HoldersOf(other);

    /// <summary>Nothing where both have the same name, as of a pathname: it says nothing more.</summary>
    private string PeerNameOf(MapEnd end, MapEnd other)
    {
        var name = text.NameOf(other);
        return end.Kind == MapEndKind.Fifo || (end.Socket is UnixSocketEntry && name == text.NameOf(end)) ? "" : name;
    }

    private List<string> NotesOf(MapEnd end, MapProcess? process)
    {
        var notes = new List<string>();
        if (StateOf(end) is { } state)
        {
            notes.Add(state);
        }

        if (process is not null && text.OthersOf(end, process) is { } others)
        {
            notes.Add($"with {others}");
        }

        return notes;
    }

    private string? StateOf(MapEnd end) => end.Socket switch
    {
        { IsListening: true } socket => $"listening {socket.ReceiveQueue}/{socket.SendQueue}",
        { State: SocketState.TimeWait or SocketState.Established or SocketState.Unknown } => null,
        { State: SocketState.Unconnected } =>
            end is { Role: MapRole.Bound, Scheme: not "netlink" } && map.EdgesOf(end).Count == 0 ? "bound" : null,
        { } socket => MapLabel.Of(socket.State),
        null => null,
    };

    private string DetailsOf(MapEnd end, MapProcess? process) =>
        withDetails ? EndDetails.Of(end, process) : "";

    private static long UnreadOf(MapEnd end) =>
        end.Socket is null or { IsListening: true } || Has(end, MapProblemKind.FullReceiveQueue)
            ? 0 : end.Socket.ReceiveQueue;

    private static long UnsentOf(MapEnd end) =>
        end.Socket is null or { IsListening: true } || Has(end, MapProblemKind.FullSendQueue)
            ? 0 : end.Socket.SendQueue;

    private static bool Has(MapEnd end, MapProblemKind kind) => end.Problems.Any(problem => problem.Kind == kind);

    private static int ProblemsOf(MapEnd end) =>
        end.Problems.Aggregate(0, (kinds, problem) => kinds | (1 << (int)problem.Kind));

    private static RowRank RankOf(MapEnd end) => end.Role switch
    {
        MapRole.Listener => RowRank.Listener,
        MapRole.Bound when end.Scheme != "netlink" => RowRank.Bound,
        MapRole.Reader or MapRole.Writer => RowRank.Pipe,
        _ => RowRank.Other,
    };

    private static RowRank RankOf(MapEnd end, MapEdge edge, bool isFrom) =>
        end.Role is MapRole.Listener ? RowRank.Listener
        : end.Role is MapRole.Reader or MapRole.Writer ? RowRank.Pipe
        : !edge.IsDirected ? RowRank.Pair
        : isFrom ? RowRank.Outgoing : RowRank.Incoming;
}
