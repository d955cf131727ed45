namespace Soquete.Probing;

/// <summary>A hop while it is traced.</summary>
internal sealed class TraceHop
{
    /// <summary>
    /// Routers of Linux let one address have six errors at once, and then one a second (icmp(7), icmp_ratelimit;
    /// XRLIM_BURST_FACTOR). A probe that was not answered may be one that was not allowed to be.
    /// </summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(1100);

    /// <summary>A hop's next probe does not wait for longer than this for the one before.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private const int MostTries = 2;

    public TraceHop(int timeToLive, int probes)
    {
        TimeToLive = timeToLive;
        Probes = [.. Enumerable.Range(0, probes).Select(index => new TraceProbe(this, index))];
    }

    public int TimeToLive { get; }

    public IReadOnlyList<TraceProbe> Probes { get; }

    /// <summary>When it was sent its first probe; null before that.</summary>
    public TimeSpan? FirstSentAt { get; set; }

    /// <summary>When it last was sent a probe; null before the first one.</summary>
    public TimeSpan? LastSentAt { get; set; }

    /// <summary>The longest round trip so far; null before the first answer.</summary>
    public TimeSpan? LongestRoundTrip { get; set; }

    public bool HasAnswer => LongestRoundTrip is not null;

    public bool HasInFlight => Probes.Any(probe => probe.State == TraceProbeState.InFlight);

    /// <summary>Whether nothing more is sent to it, and nothing more is waited for.</summary>
    public bool IsComplete => Probes.All(probe => probe.State == TraceProbeState.Answered || IsGivenUp(probe));

    /// <summary>
    /// The probe that is to be sent next, and from when on; null where there is none. A lost one is sent once more, of
    /// a silent hop the last alone.
    /// </summary>
    public (TraceProbe Probe, TimeSpan From)? Next()
    {
        foreach (var probe in Probes)
        {
            if (probe.State == TraceProbeState.Waiting)
            {
                return (probe, HasInFlight && probe.Shortened == 0 ? LastSentAt!.Value + Spacing : TimeSpan.Zero);
            }
        }

        var lost = Probes.FirstOrDefault(probe => probe.State == TraceProbeState.Lost && !IsGivenUp(probe));
        return lost is null || HasInFlight ? null : (lost, LastSentAt!.Value + RetryPause);
    }

    private bool IsGivenUp(TraceProbe probe) => probe.State == TraceProbeState.Lost
        && (probe.Tries >= MostTries || (!HasAnswer && probe.Index < Probes.Count - 1));
}
