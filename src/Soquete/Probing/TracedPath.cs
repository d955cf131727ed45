using System.Net;

namespace Soquete.Probing;

/// <summary>Where a trace ended.</summary>
public enum TraceEnding
{
    /// <summary>It has not: the trace goes on, or was stopped.</summary>
    None,

    /// <summary>At the destination.</summary>
    Reached,

    /// <summary>At somebody who says that probes go no further.</summary>
    Unreachable,

    /// <summary>Behind as many silent hops in a row as may be.</summary>
    Silent,

    /// <summary>At the last hop that was to be tried.</summary>
    TooFar,
}

/// <summary>A path, as far as it was found.</summary>
/// <param name="Destination">Where it was to lead.</param>
/// <param name="Source">Where it begins: this machine's address.</param>
public sealed record TracedPath(IPAddress Destination, IPAddress Source)
{
    /// <summary>The hops that were tried, in order.</summary>
    public ValueList<TracedHop> Hops { get; init; }

    /// <summary>How it ended.</summary>
    public TraceEnding Ending { get; init; }

    /// <summary>The MTU of the first link, in bytes; null where it was not looked for.</summary>
    public int? FirstMtu { get; init; }

    /// <summary>
    /// The longest packet that came as far as the last hop that answered, as far as is known, in bytes with its
    /// headers; null where it was not looked for.
    /// </summary>
    public int? Mtu { get; init; }
}
