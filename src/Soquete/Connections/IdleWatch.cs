namespace Soquete.Connections;

/// <summary>Ends a connection on which nothing passed for a while. Passing bytes costs one store, no timer.</summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Action _abort;
    private readonly Timer _timer;
    private long _lastPassed = Environment.TickCount64;

    public IdleWatch(TimeSpan limit, Action abort)
    {
        Limit = limit;
        _abort = abort;
        _timer = new Timer(
            static state => ((IdleWatch)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait(limit);
    }

    public TimeSpan Limit { get; }

    public bool HasExpired { get; private set; }

    public void Touch() => Volatile.Write(ref _lastPassed, Environment.TickCount64);

    public void Dispose() => _timer.Dispose();

    /// <summary>Timers of the base library end at 49 days; a longer limit is looked at again on the way.</summary>
    private void Wait(TimeSpan left) =>
        _timer.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);

    private void Check()
    {
        var left = Limit - TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastPassed));
        if (left > TimeSpan.Zero)
        {
            Wait(left);
            return;
        }

        HasExpired = true;
        _abort();
    }
}
