using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Probing;

/// <summary>Something that came in answer to a probe.</summary>
internal readonly record struct TraceReply
{
    /// <summary>Which probe it answers; <see cref="TraceMatch.Unclear"/> where that is not said.</summary>
    public required TraceMatch Match { get; init; }

    public required int Number { get; init; }

    public required IPAddress From { get; init; }

    public required HopVerdict Verdict { get; init; }

    public string? Annotation { get; init; }

    /// <summary>The ICMP error's; null for an answer of the destination's.</summary>
    public (byte Type, byte Code)? Icmp { get; init; }

    /// <summary>Whether the probe was too long for a link, and how long it may be; 0 where that is not said.</summary>
    public int? TooLongFor { get; init; }

    public ValueList<MplsLabel> Labels { get; init; }

    public int? TimeToLive { get; init; }

    /// <summary>When the kernel received it, in 100 ns since 1970; 0 where it did not say.</summary>
    public long Ticks { get; init; }
}
