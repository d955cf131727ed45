using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// What became of the datagrams of one connection and direction, by their numbers. Counted by one task, read by any.
/// </summary>
internal sealed class DatagramReceipt
{
    /// <summary>How far back numbers are remembered.</summary>
    public const int Window = 65_536;

    private const int WordBits = 64;

    private readonly ulong[] _seen = new ulong[Window / WordBits];
    private ulong _next;
    private long _received;
    private long _reordered;
    private long _duplicated;
    private long _jitter;
    private long _transit;
    private bool _hasTransit;

    public DatagramCounts Counts => new()
    {
        Received = Volatile.Read(ref _received), Reordered = Volatile.Read(ref _reordered),
        Duplicated = Volatile.Read(ref _duplicated), Jitter = Clock.Span(Volatile.Read(ref _jitter)),
    };

    /// <summary>Notes one that arrived.</summary>
    /// <param name="header">Its header; what belongs to the warm-up only makes the beginning.</param>
    /// <param name="now">When it arrived, of <see cref="Clock.Now"/>.</param>
    /// <returns>Whether it counts: it is measured, and no duplicate.</returns>
    public bool Note(in DatagramHeader header, long now)
    {
        var number = header.Number;
        if (number > long.MaxValue)
        {
            // Nobody has sent so many: it is a lie, and has no next number.
            return false;
        }

        var isLate = number < _next;
        if (!isLate)
        {
            Advance(number);
        }

        var isKnown = isLate && (_next - number > Window || IsSeen(number));
        if (!isKnown)
        {
            Remember(number);
            NoteTransit(now - header.Stamp);
        }

        if (!header.IsMeasured)
        {
            return false;
        }

        Increment(ref isKnown ? ref _duplicated : ref _received);
        if (isLate && !isKnown)
        {
            Increment(ref _reordered);
        }

        return !isKnown;
    }

    /// <summary>
    /// RFC 3550 §6.4.1: the difference of two transit times, smoothed. The clocks of both ends may differ, since only
    /// differences of differences are looked at.
    /// </summary>
    private void NoteTransit(long transit)
    {
        if (_hasTransit)
        {
            var difference = Math.Abs((double)transit - _transit);
            Volatile.Write(ref _jitter, (long)(_jitter + ((difference - _jitter) / 16)));
        }

        (_transit, _hasTransit) = (transit, true);
    }

    /// <summary>Makes a number the highest, and forgets what is out of the window then.</summary>
    private void Advance(ulong number)
    {
        if (number - _next >= Window)
        {
            Array.Clear(_seen);
        }
        else
        {
            for (var i = _next; i <= number; i++)
            {
                _seen[i % Window / WordBits] &= ~(1UL << (int)(i % WordBits));
            }
        }

        _next = number + 1;
    }

    private bool IsSeen(ulong number) => (_seen[number % Window / WordBits] & (1UL << (int)(number % WordBits))) != 0;

    private void Remember(ulong number) => _seen[number % Window / WordBits] |= 1UL << (int)(number % WordBits);

    private static void Increment(ref long counter) => Volatile.Write(ref counter, counter + 1);
}
