using System.Diagnostics.CodeAnalysis;
using Soquete.Addresses;

namespace Soquete.Impairments;

/// <summary>
/// What is under way on an impaired link, and when it comes out. It has no clock: times are given to it, never earlier
/// than one before. Not for several threads.
/// </summary>
/// <remarks>
/// A datagram is delayed or held back first and then goes over the line. So datagrams keep the line's rate however
/// they were mixed, and a copy comes right after the first, even where jitter overtakes. To look late changes nothing
/// in the order: what is submitted meanwhile is ready later than all that was due.
/// </remarks>
/// <param name="impairment">What the link does wrong.</param>
/// <param name="seed">What chance begins with, in place of the impairment's own.</param>
/// <param name="limits">How much may be under way; one datagram always may.</param>
/// <param name="copy">Makes the copy of a datagram that is duplicated.</param>
internal sealed class ImpairedQueue<T>(Impairment impairment, int seed, QueueLimits limits, Func<T, T> copy)
{
    private readonly FateSequence _fates = new(impairment, seed);
    private readonly PriorityQueue<QueuedItem<T>, (TimeSpan Ready, long Number)> _delayed = new();
    private readonly HeldBack<T> _heldBack = new();
    private SerialLine _line = new(impairment.Rate);
    private ImpairmentCounts _counts;
    private long _submitted;
    private long _latestTaken = -1;

    public ImpairmentCounts Counts => _counts;

    /// <summary>How many are under way.</summary>
    public int Count => _delayed.Count + _heldBack.Count;

    /// <summary>How many bytes are under way.</summary>
    public long Bytes { get; private set; }

    /// <summary>When the next comes out; never where nothing is under way.</summary>
    public TimeSpan NextDue
    {
        get
        {
            if (Count == 0)
            {
                return TimeSpan.MaxValue;
            }

            var isHeldBack = IsHeldBackNext(out var ready);
            return _line.PassedAt(ready, isHeldBack ? _heldBack.NextSizeBytes : _delayed.Peek().SizeBytes);
        }
    }

    /// <summary>Gives a datagram to the link.</summary>
    /// <returns>Whether it is under way; one that is lost, or finds no room, stays the caller's.</returns>
    public bool Submit(T item, int sizeBytes, TimeSpan now)
    {
        var fate = _fates.Next();
        var hasRoom = HasRoom(sizeBytes);
        _counts = _counts with
        {
            Received = _counts.Received + 1,
            Lost = _counts.Lost + (fate.IsLost ? 1 : 0),
            Overflowed = _counts.Overflowed + (!fate.IsLost && !hasRoom ? 1 : 0),
        };
        if (fate.IsLost || !hasRoom)
        {
            return false;
        }

        Enqueue(item, sizeBytes, fate, now);
        return true;
    }

    /// <summary>Takes the next that has come out by now.</summary>
    public bool TryTakeDue(TimeSpan now, [MaybeNullWhen(false)] out T item)
    {
        if (NextDue > now)
        {
            item = default;
            return false;
        }

        var next = TakeNext();
        _line.Take(next.Ready, next.SizeBytes);
        // Two that are the same datagram pass others once.
        if (next.Kind != CopyKind.First && _heldBack.Count > 0)
        {
            _heldBack.Pass(next);
        }

        CountTaken(next);
        item = next.Item;
        return true;
    }

    /// <summary>Takes any that is under way, due or not, and counts nothing.</summary>
    public bool TryTakeAny([MaybeNullWhen(false)] out T item)
    {
        var isAny = Count > 0;
        item = isAny ? TakeNext().Item : default;
        return isAny;
    }

    private bool HasRoom(int sizeBytes) => Count == 0 || (Count < limits.Items && Bytes + sizeBytes <= limits.Bytes);

    private void Enqueue(T item, int sizeBytes, Fate fate, TimeSpan now)
    {
        Bytes += sizeBytes;
        // A copy that finds no room is not made.
        var isDuplicated = fate.IsDuplicated && HasRoomBeside(sizeBytes);
        var kind = isDuplicated ? CopyKind.First : CopyKind.Single;
        Place(new QueuedItem<T>(item, sizeBytes, _submitted++, kind, now + fate.Delay), fate.LetsPass);
        if (isDuplicated)
        {
            Bytes += sizeBytes;
            _counts = _counts with { Duplicated = _counts.Duplicated + 1 };
            var copied = new QueuedItem<T>(copy(item), sizeBytes, _submitted++, CopyKind.Copy, now + fate.Delay);
            Place(copied, fate.LetsPass);
        }
    }

    private bool HasRoomBeside(int sizeBytes) => Count + 1 < limits.Items && Bytes + sizeBytes <= limits.Bytes;

    private void Place(QueuedItem<T> item, int letsPass)
    {
        if (letsPass > 0)
        {
            _heldBack.Add(item, letsPass);
        }
        else
        {
            _delayed.Enqueue(item, (item.Ready, item.Number));
        }
    }

    private QueuedItem<T> TakeNext()
    {
        var next = IsHeldBackNext(out _) ? _heldBack.TakeNext() : _delayed.Dequeue();
        Bytes -= next.SizeBytes;
        return next;
    }

    /// <summary>Says where the next is, and when it is ready for the line. There must be one.</summary>
    private bool IsHeldBackNext(out TimeSpan ready)
    {
        var isDelayed = _delayed.TryPeek(out _, out var delayed);
        var isHeldBack = _heldBack.Count > 0 && (!isDelayed || _heldBack.Next.CompareTo(delayed) < 0);
        ready = isHeldBack ? _heldBack.Next.Ready : delayed.Ready;
        return isHeldBack;
    }

    private void CountTaken(QueuedItem<T> taken)
    {
        var isReordered = taken.Number < _latestTaken && taken.Kind != CopyKind.Copy;
        _latestTaken = Math.Max(_latestTaken, taken.Number);
        _counts = _counts with
        {
            Delivered = _counts.Delivered + 1,
            Reordered = _counts.Reordered + (isReordered ? 1 : 0),
        };
    }
}
