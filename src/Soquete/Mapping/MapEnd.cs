using Soquete.SocketTables;

namespace Soquete.Mapping;

/// <summary>One end of what joins processes: a socket, or an end of a pipe.</summary>
public sealed class MapEnd
{
    /// <summary>What it is.</summary>
    public required MapEndKind Kind { get; init; }

    /// <summary>
    /// Its place in <see cref="ProcessMap.Ends"/>, from 0: it tells it from others in one map.
    /// </summary>
    public required int Index { get; init; }

    /// <summary>What tells it from others in this map and in the next one of the machine.</summary>
    public MapEndKey Key => MapEndKey.Of(this);

    /// <summary>Its inode; both ends of a pipe have the same. 0 for one that has none.</summary>
    public ulong Inode { get; init; }

    /// <summary>The socket; null for a pipe and for what is not here.</summary>
    public SocketEntry? Socket { get; init; }

    /// <summary>The path of a FIFO, or the name of an end that is not here; null for others.</summary>
    public string? Name { get; init; }

    /// <summary>Which part it plays.</summary>
    public MapRole Role { get; init; }

    /// <summary>
    /// The processes that have it open, by their numbers; empty where nobody has, or nobody could be asked.
    /// </summary>
    public IReadOnlyList<MapHolder> Holders { get; init; } = [];

    /// <summary>Of an end that was accepted, or waits to be: its listener, where it is known.</summary>
    public MapEnd? Listener { get; init; }

    /// <summary>What is wrong with it; empty for nothing.</summary>
    public IReadOnlyList<MapProblem> Problems { get; init; } = [];

    /// <summary>
    /// Of a part of a map, whether it is there for another's sake, to which it is joined: it was not selected itself,
    /// or for the port or path of that one alone. False for what was selected, and for all ends of a whole map.
    /// </summary>
    public bool CameAlong { get; init; }

    /// <summary>
    /// The scheme of this library that it is of, such as <c>tcp</c>, <c>unix-dgram</c>; <c>pipe</c>, <c>fifo</c>,
    /// <c>netlink</c> and <c>mptcp</c> are no schemes and named so too. A connection of TCP that a socket of MPTCP is
    /// made of is <c>mptcp-subflow</c>: that one has its inode, its processes and its edges.
    /// </summary>
    public required string Scheme { get; init; }
}
