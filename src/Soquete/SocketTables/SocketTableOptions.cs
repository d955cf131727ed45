namespace Soquete.SocketTables;

/// <summary>What is read into a <see cref="SocketTable"/>.</summary>
public sealed record SocketTableOptions
{
    /// <summary>The kinds of sockets; all by default.</summary>
    public SocketFamilies Families { get; init; } = SocketFamilies.All;

    /// <summary>
    /// The states in which sockets of TCP and MPTCP are read; null, the default, for all. The kernel is asked for these
    /// alone: without <see cref="SocketState.TimeWait"/> a busy server's thousands that are over cost next to nothing,
    /// and listeners alone do not get dearer by any number of connections.
    /// </summary>
    public IReadOnlyCollection<SocketState>? TcpStates { get; init; }

    /// <summary>Whether TCP is asked how each connection fares (<see cref="TcpStatus"/>); it is, by default.</summary>
    public bool TcpStatus { get; init; } = true;

    /// <summary>
    /// Whether the network namespaces of other processes are read as well, where it is permitted (CAP_SYS_ADMIN); they
    /// are, by default.
    /// </summary>
    public bool AllNamespaces { get; init; } = true;
}
