using System.Globalization;
using Soquete.Interop;
using Soquete.Mapping.Problems;
using Soquete.Mapping.Processes;
using Soquete.SocketTables;

namespace Soquete.Mapping.Joining;

/// <summary>Makes a map of a table of sockets and what processes have open.</summary>
internal sealed class MapJoiner
{
    private readonly MapDraft _draft;
    private readonly HolderTable _holders;
    private readonly SocketTable _table;
    private readonly ScannedProcesses _scanned;
    private readonly MapEnd?[] _ends;
    private readonly bool _isWhole;

    private MapJoiner(SocketTable table, ScannedProcesses scanned, FreePorts freePorts, bool isWhole)
    {
        (_table, _scanned, _isWhole) = (table, scanned, isWhole);
        _draft = new MapDraft(table.Sockets);
        _holders = new HolderTable(_draft, scanned, table.Own);
        var addresses = new AddressIndex(table.Addresses);
        new TcpJoiner(_draft, _holders, addresses, freePorts).Join();
        new UdpJoiner(_draft, addresses, freePorts).Join();
        new UnixJoiner(_draft).Join();
        new VsockJoiner(_draft).Join();
        NameOthers();
        _ends = new MapEnd?[_draft.EndCount];
    }

    /// <summary>Joins what was read.</summary>
    /// <param name="table">The sockets.</param>
    /// <param name="scanned">The processes.</param>
    /// <param name="freePorts">The ports of who connects.</param>
    /// <param name="capturedAt">When that was.</param>
    /// <param name="isWhole">Whether all sockets were asked for, so that one that is not there is missed.</param>
    public static ProcessMap Join(
        SocketTable table, ScannedProcesses scanned, FreePorts freePorts, DateTimeOffset capturedAt, bool isWhole) =>
        new MapJoiner(table, scanned, freePorts, isWhole).Build(capturedAt);

    private void NameOthers()
    {
        for (var end = 0; end < _draft.Sockets.Length; end++)
        {
            if (_draft.Sockets[end].Family is SocketFamilies.Packet or SocketFamilies.Netlink)
            {
                _draft.Roles[end] = MapRole.Bound;
            }
        }
    }

    private ProcessMap Build(DateTimeOffset capturedAt)
    {
        var ends = new MapEnd[_ends.Length];
        for (var end = 0; end < ends.Length; end++)
        {
            ends[end] = EndOf(end);
        }

        var edges = new MapEdge[_draft.Edges.Count];
        for (var place = 0; place < edges.Length; place++)
        {
            var edge = _draft.Edges[place];
            edges[place] = new MapEdge(ends[edge.From], ends[edge.To])
            {
                IsDirected = edge.IsDirected, IsOneWay = edge.IsOneWay, IsWaiting = edge.IsWaiting,
            };
        }

        return new ProcessMap(Processes(ends), ends, edges, [.. Gaps()]) { CapturedAt = capturedAt };
    }

    private MapEnd EndOf(int end) =>
        _ends[end] ??= end < _draft.Sockets.Length ? SocketEnd(end) : OtherEnd(end);

    private MapEnd SocketEnd(int end)
    {
        var socket = _draft.Sockets[end];
        var (role, listener, holders) = (_draft.Roles[end], _draft.Listeners[end], _holders.Of(end));
        return new MapEnd
        {
            Kind = MapEndKind.Socket,
            Index = end,
            Inode = socket.Inode,
            Socket = socket,
            Role = role,
            Scheme = _draft.IsPart(end) ? MapDraft.Subflow : MapDraft.SchemeOf(socket),
            Listener = listener == MapDraft.None ? null : EndOf(listener),
            Holders = holders,
            Problems = ProblemsOf(socket, role, holders),
        };
    }

    private MapEnd OtherEnd(int end)
    {
        var other = _draft.Others[end - _draft.Sockets.Length];
        return new MapEnd
        {
            Kind = other.Kind,
            Index = end,
            Inode = other.Inode,
            Name = other.Name,
            Role = other.Role,
            Scheme = other.Scheme,
            Holders = _holders.Of(end),
            Problems = other.IsDeleted
                ? [new MapProblem(MapProblemKind.DeletedFile, "there is no such file any more")]
                : [],
        };
    }

    /// <summary>What was accepted has its listener's path, and is reached all the same where that is gone.</summary>
    private IReadOnlyList<MapProblem> ProblemsOf(
        SocketEntry socket, MapRole role, IReadOnlyList<MapHolder> holders)
    {
        var problems = EndProblems.Of(socket);
        foreach (var part in _draft.PartsOf(socket))
        {
            // How a connection fares is told of the part, and who looks for problems looks at what a process has.
            problems =
            [
                .. problems,
                .. EndProblems.Of(_draft.Sockets[part])
                    .Where(each => each.Kind is MapProblemKind.Retransmitting or MapProblemKind.HalfOpen),
            ];
        }

        return role is MapRole.Listener or MapRole.Bound && socket is UnixSocketEntry bound
            && BoundFiles.ProblemOf(bound, holders) is { } deleted
            ? [.. problems, deleted]
            : problems;
    }

    private List<MapProcess> Processes(MapEnd[] ends)
    {
        var holding = new HashSet<MapProcess>(ReferenceEqualityComparer.Instance);
        foreach (var end in ends)
        {
            foreach (var holder in end.Holders)
            {
                holding.Add(holder.Process);
            }
        }

        var processes = new List<MapProcess>();
        foreach (var process in _scanned.Processes)
        {
            if (process is not null && (!process.IsReadable || holding.Contains(process)))
            {
                processes.Add(process);
            }
        }

        return processes;
    }

    private IEnumerable<TableGap> Gaps()
    {
        foreach (var gap in _table.Gaps)
        {
            yield return gap;
        }

        var hidden = _scanned.Processes.Count(process => process is { IsReadable: false });
        if (hidden > 0)
        {
            yield return new TableGap(
                $"descriptors of {Count(hidden, "process", "processes")}",
                $"not permitted to look: it takes CAP_SYS_PTRACE{ThisProcess.RootHint}");
        }

        if (_isWhole && _holders.UnknownSockets > 0)
        {
            yield return new TableGap(
                $"{Count(_holders.UnknownSockets, "descriptor", "descriptors")} of sockets",
                "they are of a family or a namespace that was not read, or came meanwhile");
        }

        foreach (var (reason, count) in _draft.Unjoined)
        {
            yield return new TableGap($"the other ends of {Count(count, "socket", "sockets")}", reason);
        }
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
