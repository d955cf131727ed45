using Soquete.Mapping.Selecting;
using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>
/// Who talks to whom on this machine: its processes, the ends of sockets and pipes that they have, and how those are
/// joined.
/// </summary>
/// <remarks>
/// A map does not change, and is safe for use by several threads. Sockets and processes are read one after the other,
/// so what comes or goes meanwhile may be seen in part; <see cref="Gaps"/> says what could not be read or joined.
/// </remarks>
public sealed class ProcessMap
{
    private readonly Lazy<EdgeIndex> _index;

    /// <summary>Makes a map of what is known already.</summary>
    /// <param name="processes">The processes.</param>
    /// <param name="ends">The ends, each in the place of its <see cref="MapEnd.Index"/>.</param>
    /// <param name="edges">How they are joined.</param>
    /// <param name="gaps">What is missing.</param>
    public ProcessMap(
        IReadOnlyList<MapProcess> processes, IReadOnlyList<MapEnd> ends, IReadOnlyList<MapEdge> edges,
        IReadOnlyList<TableGap>? gaps = null)
    {
        ArgumentNullException.ThrowIfNull(processes);
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(edges);
        Processes = processes;
        Ends = ends;
        Edges = edges;
        Gaps = gaps ?? [];
        _index = new Lazy<EdgeIndex>(() => new EdgeIndex(this));
    }

    /// <summary>When it was captured.</summary>
    public DateTimeOffset CapturedAt { get; init; }

    /// <summary>
    /// The processes that have ends, and those whose descriptors could not be read, by their numbers.
    /// </summary>
    public IReadOnlyList<MapProcess> Processes { get; }

    /// <summary>The ends.</summary>
    public IReadOnlyList<MapEnd> Ends { get; }

    /// <summary>How they are joined. An end may have no edge, and a listener or a bound datagram socket many.</summary>
    public IReadOnlyList<MapEdge> Edges { get; }

    /// <summary>What could not be read or joined, and why.</summary>
    public IReadOnlyList<TableGap> Gaps { get; }

    /// <summary>Captures the map as it is now.</summary>
    /// <param name="options">What is captured; null for everything.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    /// <remarks>
    /// A process that /proc does not show (hidepid, proc(5)) cannot even be counted: its ends have no holder. Of a
    /// process whose threads do not share their descriptors (unshare(2)), those of the first thread are seen.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A state is asked for that there is not.</exception>
    /// <exception cref="SoqueteException">The kernel's diagnostics or <c>/proc</c> cannot be read at all.</exception>
    public static ProcessMap Capture(
        ProcessMapOptions? options = null, CancellationToken cancellationToken = default) =>
        new MapCapture(options, TimeProvider.System, lasts: false).Next(cancellationToken);

    /// <summary>Whether an end is of this map: those of the whole of which this is a part are others.</summary>
    /// <param name="end">The end.</param>
    public bool Contains(MapEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return end.Index >= 0 && end.Index < Ends.Count && ReferenceEquals(Ends[end.Index], end);
    }

    /// <summary>The edges of an end, in the order of <see cref="Edges"/>.</summary>
    /// <param name="end">The end; one of another map has none.</param>
    public IReadOnlyList<MapEdge> EdgesOf(MapEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        return _index.Value.EdgesOf(end);
    }

    /// <summary>The ends that a process has open, in the order of <see cref="Ends"/>.</summary>
    /// <param name="process">The process; one of another map has none.</param>
    public IReadOnlyList<MapEnd> EndsOf(MapProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return _index.Value.EndsOf(process);
    }

    /// <summary>A part of it: what the selection takes, and everything that touches it.</summary>
    /// <param name="selection">What is meant.</param>
    /// <returns>
    /// A map with ends of its own, counted anew from 0, and the same processes. Edges are those of what was taken;
    /// what is there for their sake has <see cref="MapEnd.CameAlong"/>. A <see cref="MapEnd.Listener"/> that is not in
    /// it is the whole map's.
    /// </returns>
    public ProcessMap Select(MapSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var filter = new EndFilter(this, selection);
        return filter.TakesAll ? this : new PartOfMap(this, filter).Take();
    }
}
