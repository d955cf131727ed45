namespace Soquete.Probing;

/// <summary>What has become of a probe.</summary>
internal enum TraceProbeState
{
    /// <summary>It is to be sent, for the first time or once more with another length.</summary>
    Waiting,

    /// <summary>It was sent, and may be answered.</summary>
    InFlight,

    /// <summary>It was not answered in time. It still may be.</summary>
    Lost,

    /// <summary>It was answered.</summary>
    Answered,
}

/// <summary>One of a hop's probes. Where it is sent again, it is still this one.</summary>
internal sealed class TraceProbe(TraceHop hop, int index)
{
    public TraceHop Hop { get; } = hop;

    public int Index { get; } = index;

    public TraceProbeState State { get; set; }

    /// <summary>How often it was sent with an answer awaited, but for what was too long.</summary>
    public int Tries { get; set; }

    /// <summary>How often it was too long for a link.</summary>
    public int Shortened { get; set; }

    /// <summary>When it was last sent, from the beginning of the trace.</summary>
    public TimeSpan SentAt { get; set; }

    public HopAnswer? Answer { get; set; }
}

/// <summary>A probe as it was sent once, which its number leads back to.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="SentAt">When, from the beginning of the trace.</param>
/// <param name="Ticks">When, in 100 ns since 1970, as the kernel tells when an answer came.</param>
/// <param name="Length">How long it was with its IP header.</param>
internal readonly record struct SentProbe(TraceProbe Probe, TimeSpan SentAt, long Ticks, int Length);
