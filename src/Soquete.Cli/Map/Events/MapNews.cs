using Soquete.Mapping;

namespace Soquete.Cli.Map.Events;

/// <summary>What happened.</summary>
internal enum NewsKind
{
    /// <summary>Two ends were joined.</summary>
    Opened,

    /// <summary>They are not any more.</summary>
    Closed,

    /// <summary>An end waits for others.</summary>
    Bound,

    /// <summary>It does not any more.</summary>
    Unbound,
}

/// <summary>A connection that came or went, or an end that began or ceased to wait for some.</summary>
/// <param name="At">When that was seen.</param>
/// <param name="Kind">What happened.</param>
/// <param name="From">Who connected, or the end that waits.</param>
/// <param name="Edge">How it is joined; null for an end that waits.</param>
internal sealed record MapNews(DateTimeOffset At, NewsKind Kind, MapEnd From, MapEdge? Edge)
{
    /// <summary>Whether the kernel told, at that moment; else two readings differ.</summary>
    public bool IsToldByKernel { get; init; }

    /// <summary>Whether it had come since the last reading, so that nobody saw who had it open.</summary>
    public bool IsShort { get; init; }
}
