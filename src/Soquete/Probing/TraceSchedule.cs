namespace Soquete.Probing;

/// <summary>Which probe is sent when, and when a trace is over. It knows neither sockets nor clocks.</summary>
/// <remarks>
/// Probes go out hop by hop, each hop's first before any hop's second, and only a few hops beyond the furthest that is
/// known to be on the path: what goes further meets the destination, which answers no more of them than a router does.
/// For one thread at a time.
/// </remarks>
internal sealed class TraceSchedule
{
    /// <summary>
    /// How many hops are tried beyond the furthest known one. With what is tried of the destination in vain and its
    /// other probes, that is less than the burst of six that it answers (see <see cref="TraceHop.RetryPause"/>).
    /// </summary>
    public const int LookAhead = 3;

    /// <summary>A path has not more links with smaller and smaller MTUs than this.</summary>
    private const int MostShortened = 16;

    private readonly TraceOptions _options;
    private readonly TraceHop[] _hops;
    private readonly TracePace _pace;
    private readonly List<SentProbe> _sent = [];
    private int? _final;
    private TimeSpan _oneByOneSince = TimeSpan.MinValue;

    public TraceSchedule(TraceOptions options)
    {
        _options = options;
        _pace = new TracePace(options.Timeout);
        _hops = [.. Enumerable.Range(options.FirstHop, options.LastHop - options.FirstHop + 1)
            .Select(ttl => new TraceHop(ttl, options.ProbesPerHop))];
    }

    /// <summary>The hops up to where the trace ends, as far as that is known.</summary>
    public IEnumerable<TraceHop> Hops => _hops.TakeWhile(hop => hop.TimeToLive <= End);

    /// <summary>
    /// The TTL of the last hop: where a final answer came from, or where too many are silent, or as far as it may go.
    /// </summary>
    public int End => _final
        ?? (int)Math.Min(_options.LastHop, (long)Furthest + _options.MostSilentHops);

    public bool IsFinal => _final is not null;

    public bool IsOver => Hops.All(hop => hop.IsComplete) || _sent.Count == TraceFormat.MostProbes;

    /// <summary>How many probes were sent.</summary>
    public int Sent => _sent.Count;

    public int InFlight { get; private set; }

    /// <summary>The most probes that were in flight at once.</summary>
    public int MostSeenInFlight { get; private set; }

    /// <summary>
    /// Whether routers quote too little to tell probes from one another: then one alone is in flight, and an answer is
    /// its.
    /// </summary>
    public bool IsOneByOne => _oneByOneSince != TimeSpan.MinValue;

    /// <summary>The TTL of the furthest hop that answered; the one before the first hop where none has.</summary>
    private int Furthest => Array.FindLast(_hops, hop => hop.HasAnswer)?.TimeToLive ?? _options.FirstHop - 1;

    /// <summary>The probe to send now; null where none is.</summary>
    public TraceProbe? Next(TimeSpan now) => Candidates(now)
        .Where(candidate => candidate.From <= now)
        .Select(candidate => candidate.Probe)
        .OrderBy(probe => probe.Index).ThenBy(probe => probe.Hop.TimeToLive)
        .FirstOrDefault();

    /// <summary>Notes that a probe is sent.</summary>
    /// <returns>The number that it is known by.</returns>
    public int Send(TraceProbe probe, TimeSpan now, long ticks, int length)
    {
        probe.State = TraceProbeState.InFlight;
        probe.Tries++;
        probe.SentAt = now;
        probe.Hop.FirstSentAt ??= now;
        probe.Hop.LastSentAt = now;
        _sent.Add(new SentProbe(probe, now, ticks, length));
        InFlight++;
        MostSeenInFlight = Math.Max(MostSeenInFlight, InFlight);
        return _sent.Count - 1;
    }

    /// <summary>The probe that a number means; null where none was sent with it.</summary>
    public SentProbe? Find(int number) => number >= 0 && number < _sent.Count ? _sent[number] : null;

    /// <summary>
    /// The probe that an answer means which does not say so: the only one in flight. Where there are more, they are
    /// sent one by one from now on.
    /// </summary>
    public SentProbe? FindOnly(TimeSpan now)
    {
        if (InFlight != 1)
        {
            _oneByOneSince = InFlight > 1 && !IsOneByOne ? now : _oneByOneSince;
            return null;
        }

        return _sent.FindLast(sent => sent.Probe.State == TraceProbeState.InFlight);
    }

    /// <summary>Notes an answer; one that came before counts, and one that comes late does too.</summary>
    public void Answer(TraceProbe probe, HopAnswer answer)
    {
        Leave(probe, TraceProbeState.Answered);
        probe.Answer = answer;
        var hop = probe.Hop;
        hop.LongestRoundTrip = hop.LongestRoundTrip is { } longest && longest > answer.RoundTrip
            ? longest
            : answer.RoundTrip;
        _pace.Note(answer.RoundTrip);
        if (answer.Verdict != HopVerdict.PassedOn)
        {
            _final = Math.Min(_final ?? byte.MaxValue, hop.TimeToLive);
        }
    }

    /// <summary>Has a probe sent again, shorter; false where that was done too often.</summary>
    public bool TryShorten(TraceProbe probe)
    {
        if (probe.Shortened >= MostShortened)
        {
            return false;
        }

        Leave(probe, TraceProbeState.Waiting);
        probe.Shortened++;
        probe.Tries = Math.Max(0, probe.Tries - 1);
        return true;
    }

    /// <summary>Gives up what was not answered in time.</summary>
    public void Expire(TimeSpan now)
    {
        TimeSpan? behind = null;
        foreach (var hop in Enumerable.Reverse(_hops))
        {
            foreach (var probe in hop.Probes)
            {
                if (probe.State == TraceProbeState.InFlight && now >= probe.SentAt + WaitFor(probe, behind))
                {
                    Expire(probe);
                }
            }

            behind = hop.LongestRoundTrip ?? behind;
        }
    }

    /// <summary>When something is to be done next, unless an answer comes before.</summary>
    public TimeSpan NextTime(TimeSpan now)
    {
        var next = now + _options.Timeout;
        TimeSpan? behind = null;
        foreach (var hop in Enumerable.Reverse(_hops))
        {
            foreach (var probe in hop.Probes.Where(probe => probe.State == TraceProbeState.InFlight))
            {
                next = Earlier(next, probe.SentAt + WaitFor(probe, behind));
            }

            if (!hop.HasAnswer && hop.FirstSentAt + _pace.Pass() is { } passed && passed > now)
            {
                next = Earlier(next, passed);
            }

            behind = hop.LongestRoundTrip ?? behind;
        }

        return Candidates(now).Aggregate(next, (time, candidate) => Earlier(time, candidate.From));
    }

    private IEnumerable<(TraceProbe Probe, TimeSpan From)> Candidates(TimeSpan now)
    {
        if (InFlight >= (IsOneByOne ? 1 : _options.MostInFlight) || _sent.Count == TraceFormat.MostProbes)
        {
            yield break;
        }

        var (known, isHeld) = (Known(now), false);
        foreach (var hop in Hops)
        {
            if (hop.TimeToLive <= known + LookAhead && hop.Next() is { } next
                && (next.Probe.Index == 0 || hop.TimeToLive <= known)
                && !(isHeld && next.Probe.State == TraceProbeState.Lost))
            {
                yield return next;
            }

            isHeld |= IsFinal && IsTriedAgain(hop);
        }
    }

    /// <summary>
    /// Whether a silent hop before the last one is tried once more. It may be where the final answer comes from, which
    /// the limit of errors kept back: as long as that is open, no hop behind it takes of that limit.
    /// </summary>
    private static bool IsTriedAgain(TraceHop hop) =>
        !hop.HasAnswer && !hop.IsComplete && hop.Probes.All(probe => probe.Tries > 0);

    /// <summary>
    /// The furthest hop that is taken to be on the path: one that answered, or silent ones behind it whose time is up.
    /// </summary>
    private int Known(TimeSpan now)
    {
        var known = Furthest;
        foreach (var hop in _hops.Skip(known - _options.FirstHop + 1))
        {
            if (hop.FirstSentAt is not { } first || now < first + _pace.Pass())
            {
                break;
            }

            known = hop.TimeToLive;
        }

        return known;
    }

    /// <summary>Where one probe alone may be in flight, the others do not wait for long for a silent hop's.</summary>
    private TimeSpan WaitFor(TraceProbe probe, TimeSpan? behind) =>
        IsOneOfMany(probe) || (IsOneByOne && !probe.Hop.HasAnswer)
            ? _pace.Pass()
            : _pace.WaitFor(probe.Hop.LongestRoundTrip, behind);

    /// <summary>Whether it was sent with others before it was known that they cannot be told apart.</summary>
    private bool IsOneOfMany(TraceProbe probe) => probe.SentAt <= _oneByOneSince;

    private void Expire(TraceProbe probe)
    {
        if (IsOneOfMany(probe))
        {
            // It may well have been answered: it is sent once more, alone.
            Leave(probe, TraceProbeState.Waiting);
            probe.Tries--;
        }
        else
        {
            Leave(probe, TraceProbeState.Lost);
        }
    }

    private void Leave(TraceProbe probe, TraceProbeState state)
    {
        InFlight -= probe.State == TraceProbeState.InFlight ? 1 : 0;
        probe.State = state;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
