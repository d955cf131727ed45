using System.Diagnostics;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// Whether a ring's thread that is woken takes the core from who runs on it. Where those run there whom it handed work,
/// each of their answers would wake it, and half of the time would go into changing threads: so it lets them finish
/// (SCHED_BATCH), and finds all of it at once. Where somebody computes there it would wait for milliseconds, and takes
/// the core again.
/// </summary>
/// <remarks>
/// Which of the two it is shows in how long it waited to run for each that it handed over. A thread that was given
/// another policy by somebody keeps it, and so does one of which the kernel does not tell. The ring thread's own.
/// </remarks>
internal sealed class WakeupPolicy : IDisposable
{
    /// <summary>How long the thread lets others finish before it looks how that goes.</summary>
    private static readonly long Interval = Stopwatch.Frequency / 50;

    /// <summary>How long it takes the core at first where somebody computes, and at most.</summary>
    private static readonly long FirstPause = Stopwatch.Frequency / 4;

    private static readonly long LongestPause = Stopwatch.Frequency * 4;

    /// <summary>How long it may wait to run for each that was handed over.</summary>
    private static readonly TimeSpan MostEach = TimeSpan.FromMicroseconds(200);

    private RunDelay? _delay;
    private TimeSpan _lastDelay;
    private SchedulingPolicy _policy;
    private long _pause = FirstPause;
    private long _nextLook;
    private int _handedOver;

    /// <summary>Something was handed to the thread pool.</summary>
    public void CountHandedOver()
    {
        if (++_handedOver == 1 && _nextLook == 0)
        {
            Begin();
        }
    }

    /// <summary>Before the thread sleeps.</summary>
    public void Attend()
    {
        if (_handedOver > 0 && Stopwatch.GetTimestamp() is var now && now >= _nextLook)
        {
            Look(now);
        }
    }

    public void Dispose() => _delay?.Dispose();

    private void Begin()
    {
        _nextLook = long.MaxValue;
        if (ThisThread.Has(SchedulingPolicy.Other))
        {
            _delay = RunDelay.OfThisThread();
            if (_delay is not null && _delay.TryRead(out _lastDelay))
            {
                Take(SchedulingPolicy.Batch, Stopwatch.GetTimestamp() + Interval);
            }
        }
    }

    private void Look(long now)
    {
        if (!_delay!.TryRead(out var delay))
        {
            Take(SchedulingPolicy.Other, long.MaxValue);
            return;
        }

        var isCrowded = _policy == SchedulingPolicy.Batch && delay - _lastDelay > _handedOver * MostEach;
        (_lastDelay, _handedOver) = (delay, 0);
        if (isCrowded)
        {
            Take(SchedulingPolicy.Other, now + _pause);
            _pause = Math.Min(_pause * 2, LongestPause);
        }
        else
        {
            _pause = _policy == SchedulingPolicy.Batch ? FirstPause : _pause;
            Take(SchedulingPolicy.Batch, now + Interval);
        }
    }

    private void Take(SchedulingPolicy policy, long nextLook)
    {
        if (policy != _policy && !ThisThread.TryTake(policy))
        {
            nextLook = long.MaxValue;
        }

        (_policy, _nextLook) = (policy, nextLook);
    }
}
