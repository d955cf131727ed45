namespace Soquete.Cli.Map.Text;

/// <summary>In which order the lines of a process stand.</summary>
internal enum RowRank
{
    /// <summary>Its listeners, each with who waits.</summary>
    Listener,

    /// <summary>What connected to it.</summary>
    Incoming,

    /// <summary>What it connected to.</summary>
    Outgoing,

    /// <summary>What was made as a pair.</summary>
    Pair,

    /// <summary>A name, and nobody at the other end.</summary>
    Bound,

    /// <summary>Pipes.</summary>
    Pipe,

    /// <summary>Netlink and what is not connected.</summary>
    Other,
}

/// <summary>A line of a map: an edge as one of its processes has it, or an end without one.</summary>
internal sealed record MapRow
{
    public required RowRank Rank { get; init; }

    public required string Scheme { get; init; }

    /// <summary>This end's name; empty for one that has none.</summary>
    public required string Own { get; init; }

    /// <summary>Empty where there is no other end.</summary>
    public string Arrow { get; init; } = "";

    /// <summary>Who has the other end.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The other end's name; empty for one that has none.</summary>
    public string PeerName { get; init; } = "";

    /// <summary>The state and so on, each a word or a few.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is wrong, in words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Bytes that were received and are not read.</summary>
    public long Unread { get; init; }

    /// <summary>Bytes that were sent and are not taken.</summary>
    public long Unsent { get; init; }

    /// <summary>How many alike edges it stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Figures, for who wants to know more.</summary>
    public string Details { get; init; } = "";

    /// <summary>Lines that have this in common are alike.</summary>
    public required RowKey Key { get; init; }
}

/// <summary>
/// What alike edges have in common: all but the port that the kernel chose for who connected, and what is in the
/// queues.
/// </summary>
internal readonly record struct RowKey(
    string Scheme, string Own, string Arrow, string Peer, string PeerName, string Notes, int Problems);
