using Soquete.Interop;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Makes the requests of an open loop due, each in its time, on a thread of its own.</summary>
/// <remarks>
/// It sleeps until shortly before a time, and spins the rest of the way: a timer wakes late by its slack and by what
/// the scheduler takes, which would be counted as latency. Above some 10,000 requests a second it spins all of
/// the time, and takes a core.
/// </remarks>
internal sealed class Pacer(Schedule schedule, RequestGate[] gates, CancellationToken stop)
{
    /// <summary>How long before the time it wakes: more than the default slack of timers (prctl(2)), 50 µs.</summary>
    private const long Margin = 100_000;

    /// <summary>The longest sleep, after which it is seen whether all is over.</summary>
    private const long LongestSleep = 20_000_000;

    private const int SpinIterations = 20;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts its thread.</summary>
    /// <returns>Completes when the thread has ended, after the token was cancelled.</returns>
    public Task RunAsync()
    {
        new Thread(Run) { IsBackground = true, Name = "soquete pacer" }.Start();
        return _ended.Task;
    }

    private void Run()
    {
        for (long request = 0; TryWaitUntil(schedule.TimeOf(request)); request++)
        {
            gates[request % gates.Length].AddDue();
        }

        _ended.SetResult();
    }

    private bool TryWaitUntil(long time)
    {
        while (!stop.IsCancellationRequested)
        {
            var left = time - Clock.Now;
            if (left <= 0)
            {
                return true;
            }

            if (left > Margin)
            {
                NativeFile.PollPrecisely([], Math.Min(left - Margin, LongestSleep));
            }
            else
            {
                Thread.SpinWait(SpinIterations);
            }
        }

        return false;
    }
}
