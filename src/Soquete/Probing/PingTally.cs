using System.Net;

namespace Soquete.Probing;

/// <summary>Counts what happens. Safe for use by several threads.</summary>
internal sealed class PingTally(IPAddress address)
{
    /// <summary>
    /// How many round trips are kept for percentiles: 8 MB. Beyond, each of all has the same chance to be among them.
    /// </summary>
    private const int MostKept = 1_000_000;

    private readonly Lock _gate = new();
    private readonly List<long> _kept = [];
    private PingSummary _counts = new() { Address = address };
    private Random? _choosing;
    private long _shortest = long.MaxValue;
    private long _longest;
    private long _timed;
    private UInt128 _sum;
    private UInt128 _sumOfSquares;

    public void Sent()
    {
        lock (_gate)
        {
            _counts = _counts with { Sent = _counts.Sent + 1 };
        }
    }

    public void Unmatched()
    {
        lock (_gate)
        {
            _counts = _counts with { Unmatched = _counts.Unmatched + 1 };
        }
    }

    public void Note(PingEvent what)
    {
        lock (_gate)
        {
            _counts = what.Kind switch
            {
                PingEventKind.Duplicate => _counts with { Duplicates = _counts.Duplicates + 1 },
                PingEventKind.Corrupted => _counts with { Corrupted = _counts.Corrupted + 1 },
                PingEventKind.Error => _counts with { Errors = _counts.Errors + 1 },
                PingEventKind.Reply or PingEventKind.Late or PingEventKind.Closed => Received(what),
                _ => _counts,
            };
        }
    }

    public PingSummary Summary(TimeSpan duration)
    {
        lock (_gate)
        {
            return _counts with { Duration = duration, Times = _timed == 0 ? null : Times() };
        }
    }

    private PingSummary Received(PingEvent what)
    {
        AddTime(Math.Max(0, what.RoundTrip!.Value.Ticks));
        return _counts with
        {
            Received = _counts.Received + 1,
            Late = _counts.Late + (what.Kind == PingEventKind.Late ? 1 : 0),
            Closed = _counts.Closed + (what.Kind == PingEventKind.Closed ? 1 : 0),
            Reordered = _counts.Reordered + (what.IsReordered ? 1 : 0),
        };
    }

    private void AddTime(long ticks)
    {
        (_shortest, _longest) = (Math.Min(_shortest, ticks), Math.Max(_longest, ticks));
        _sum += (UInt128)ticks;
        _sumOfSquares += (UInt128)ticks * (UInt128)ticks;
        _timed++;
        if (_kept.Count < MostKept)
        {
            _kept.Add(ticks);
        }
        else if ((_choosing ??= new Random()).NextInt64(_timed) is < MostKept and var place)
        {
            _kept[(int)place] = ticks;
        }
    }

    private PingTimes Times()
    {
        var sorted = _kept.ToArray();
        Array.Sort(sorted);
        var count = (UInt128)_timed;
        // In whole numbers: E[x²] and E[x]² are so near each other that a float would leave nothing between them.
        var variance = (double)((_sumOfSquares * count) - (_sum * _sum)) / ((double)_timed * _timed);
        return new PingTimes(
            new TimeSpan(_shortest), new TimeSpan((long)(_sum / count)), AtRank(sorted, 50), AtRank(sorted, 95),
            new TimeSpan(_longest), new TimeSpan((long)Math.Sqrt(variance)));
    }

    private static TimeSpan AtRank(long[] sorted, int percent) =>
        new(sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1]);
}
