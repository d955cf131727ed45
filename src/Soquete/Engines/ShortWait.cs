using System.Diagnostics;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// Lets others run for a moment before a wait. Where messages follow one another closely, the next one comes sooner
/// than the way through epoll(7) and the thread pool takes. It learns from how that went: a socket that is mostly idle,
/// and one whose cores are busy with something else, stop trying, but for now and then.
/// </summary>
/// <remarks>For one receive at a time.</remarks>
internal struct ShortWait
{
    private const int MostYields = 8;
    private const int MostFailures = 4;
    private const int StraightAfterFailures = 64;
    private const int StraightWhereBusy = 4096;

    /// <summary>
    /// Shorter than the time that the scheduler gives to one that computes, longer than a burst takes.
    /// </summary>
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(1);

    private int _yields;
    private int _failures;
    private int _straight;

    /// <summary>Yields, so that whoever calls it asks again; false where it has to wait.</summary>
    public bool TryYield()
    {
        if (_yields == 0 && !Begins())
        {
            return false;
        }

        if (_yields >= MostYields)
        {
            _yields = 0;
            if (++_failures >= MostFailures)
            {
                (_failures, _straight) = (MostFailures - 1, StraightAfterFailures);
            }

            return false;
        }

        _yields++;
        var began = Stopwatch.GetTimestamp();
        Thread.Yield();
        if (Stopwatch.GetElapsedTime(began) > Busy)
        {
            // Somebody else computes: a signal would have had this thread run sooner.
            (_yields, _straight) = (0, StraightWhereBusy);
        }

        return true;
    }

    /// <summary>There was something.</summary>
    public void Found()
    {
        if (_yields > 0)
        {
            (_yields, _failures) = (0, 0);
        }
    }

    private bool Begins()
    {
        // Who observes the calls is to see those that matter.
        if (CallHook.IsEnabled)
        {
            return false;
        }

        if (_straight > 0)
        {
            _straight--;
            return false;
        }

        return true;
    }
}
