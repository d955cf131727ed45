namespace Soquete.Relaying;

/// <summary>What a relay has done: of all its connections and sessions together.</summary>
/// <remarks>
/// Messages are counted as they pass; the bytes of a relay between streams when its connections end.
/// </remarks>
public sealed record RelayReport
{
    /// <summary>What passed where an end is joined once; null where many are.</summary>
    public RelayResult? Single { get; init; }

    /// <summary>Pairs of ends that were joined: connections, or sessions with the peers of a datagram socket.</summary>
    public long Joined { get; init; }

    /// <summary>Peers that could not be joined to the second address.</summary>
    public long Failed { get; init; }

    /// <summary>Pairs that ended because nothing passed for the idle timeout of a datagram end.</summary>
    public long Expired { get; init; }

    /// <summary>Sessions that made room for new ones.</summary>
    public long Evicted { get; init; }

    /// <summary>What went from the first address to the second.</summary>
    public RelayFlow Forward { get; init; } = new();

    /// <summary>What went from the second address to the first.</summary>
    public RelayFlow Back { get; init; } = new();
}
