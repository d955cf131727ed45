using System.Diagnostics.CodeAnalysis;
using Soquete.Addresses;

namespace Soquete.Impairments;

/// <summary>One direction of a link that does something wrong on purpose.</summary>
/// <remarks>
/// <para>
/// <see cref="Submit"/> and <see cref="Counts"/> may be used by many threads at once. The callback that delivers runs
/// on the thread pool, one call after the other, and owns what it is given. A slow callback lets datagrams queue, and
/// overflow, and nobody waits for it.
/// </para>
/// <para>
/// Timers have milliseconds: what is due within one comes out at its end, together with all that is due by then. The
/// rate is kept all the same, as lateness does not add up.
/// </para>
/// <para>
/// <see cref="CompleteAsync"/> delivers what is under way; <see cref="DisposeAsync"/> throws it away. Neither is called
/// from the callback. What the callback throws ends the link, and is thrown by <see cref="CompleteAsync"/>.
/// </para>
/// </remarks>
internal sealed class ImpairedLink<T> : IAsyncDisposable
{
    /// <summary>Timers of the base library end at 49 days; a longer wait is looked at again on the way.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly ImpairedQueue<T> _queue;
    private readonly Func<T, CancellationToken, ValueTask> _deliver;
    private readonly Action<T> _discard;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly Task _delivering;
    private bool _takesMore = true;
    private TimeSpan _sleepsUntil = TimeSpan.MinValue;

    /// <summary>A link that begins now.</summary>
    /// <param name="impairment">What it does wrong.</param>
    /// <param name="deliver">Takes what comes out; its token is cancelled when the link is disposed of.</param>
    /// <param name="copy">Makes the copy of a datagram; called within <see cref="Submit"/>, one at a time.</param>
    /// <param name="discard">Takes back what does not come out: lost, overflowed, thrown away, or late.</param>
    /// <param name="time">What to measure time with; the system's unless given.</param>
    /// <param name="limits">How much may be under way; <see cref="QueueLimits.Datagrams"/> unless given.</param>
    public ImpairedLink(
        Impairment impairment, Func<T, CancellationToken, ValueTask> deliver, Func<T, T> copy, Action<T> discard,
        TimeProvider? time = null, QueueLimits? limits = null)
    {
        Seed = impairment.Seed ?? Random.Shared.Next();
        _queue = new ImpairedQueue<T>(impairment, Seed, limits ?? QueueLimits.Datagrams, copy);
        _deliver = deliver;
        _discard = discard;
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _timer = _time.CreateTimer(
            static state => ((WakeSignal)state!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _delivering = DeliverAsync();
    }

    /// <summary>The seed, chosen where none was given, so that the same can be had again.</summary>
    public int Seed { get; }

    public ImpairmentCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _queue.Counts;
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>
    /// Gives a datagram to the link, which owns it from now on. After the link's end it is discarded, and not counted.
    /// </summary>
    public void Submit(T item, int sizeBytes)
    {
        bool isUnderWay, isEarlier;
        lock (_lock)
        {
            isUnderWay = _takesMore && _queue.Submit(item, sizeBytes, Now);
            isEarlier = _queue.NextDue < _sleepsUntil;
        }

        if (!isUnderWay)
        {
            _discard(item);
        }
        else if (isEarlier)
        {
            _wake.Set();
        }
    }

    /// <summary>Takes no more, and returns when all that is under way has been delivered, each in its time.</summary>
    /// <exception cref="OperationCanceledException">The link was disposed of before that.</exception>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _takesMore = false;
        }

        _wake.Set();
        return _delivering;
    }

    public async ValueTask DisposeAsync()
    {
        await _abandon.CancelAsync().ConfigureAwait(false);
        // What it threw is CompleteAsync's to throw.
        await CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task DeliverAsync()
    {
        try
        {
            while (!HasEnded())
            {
                if (TryTakeDue(out var item))
                {
                    await _deliver(item, _abandon.Token).ConfigureAwait(false);
                }
                else
                {
                    await _wake.WaitAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            DiscardAll();
        }
    }

    private bool HasEnded()
    {
        _abandon.Token.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return !_takesMore && _queue.Count == 0;
        }
    }

    /// <summary>Takes what is due; where nothing is, sets the timer for what will be.</summary>
    private bool TryTakeDue([MaybeNullWhen(false)] out T item)
    {
        lock (_lock)
        {
            var now = Now;
            var isDue = _queue.TryTakeDue(now, out item);
            _sleepsUntil = isDue ? TimeSpan.MinValue : _queue.NextDue;
            if (!isDue)
            {
                SetTimer(now);
            }

            return isDue;
        }
    }

    private void SetTimer(TimeSpan now)
    {
        var wait = _sleepsUntil == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan
            : _sleepsUntil - now > LongestWait ? LongestWait
            // Timers cut what is less than a millisecond off, and would wake too early, again and again.
            : TimeSpan.FromMilliseconds(Math.Ceiling((_sleepsUntil - now).TotalMilliseconds));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void DiscardAll()
    {
        lock (_lock)
        {
            _takesMore = false;
            while (_queue.TryTakeAny(out var item))
            {
                _discard(item);
            }
        }
    }
}
