using Soquete.Tests.Support;

namespace Soquete.Tests.Impairments;

/// <summary>Time that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _now;

    /// <summary>When the next timer rings; null where none is set.</summary>
    public TimeSpan? NextRing
    {
        get
        {
            lock (_lock)
            {
                return _timers.Min(timer => timer.Due);
            }
        }
    }

    /// <summary>How many times a timer was set or stopped.</summary>
    public int TimesSet { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on, and rings what is due by then.</summary>
    public void MoveTo(TimeSpan time)
    {
        List<Timer> due;
        lock (_lock)
        {
            Assert.True(time >= _now);
            _now = time;
            due = _timers.FindAll(timer => timer.Due <= time);
            due.ForEach(timer => timer.Due = null);
        }

        due.ForEach(timer => timer.Ring());
    }

    /// <summary>Moves time on until a task has ended, from one timer to the next.</summary>
    public async Task RunAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            await HoldsAsync(() => until.IsCompleted || NextRing is not null, until);
            if (NextRing is { } ring)
            {
                Assert.True(ring > _now, "a timer that waits for nothing");
                MoveTo(ring);
            }
        }

        await until;
    }

    /// <summary>Waits until a timer is set for this time, which says that nothing is left to do before it.</summary>
    public Task WaitsForAsync(TimeSpan time) => HoldsAsync(() => NextRing == time, Task.Delay(Timeout.Infinite));

    /// <summary>Waits for what comes true when a timer is set or a task ends.</summary>
    private async Task HoldsAsync(Func<bool> condition, Task other)
    {
        while (true)
        {
            Task set;
            lock (_lock)
            {
                set = _timerSet.Task;
            }

            if (condition())
            {
                return;
            }

            await Task.WhenAny(set, other).Soon();
        }
    }

    private sealed class Timer : ITimer
    {
        private readonly ManualTime _time;

        public Timer(ManualTime time, Action ring)
        {
            (_time, Ring) = (time, ring);
            lock (time._lock)
            {
                time._timers.Add(this);
            }
        }

        public Action Ring { get; }

        public TimeSpan? Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._lock)
            {
                // As the system's timers have it.
                var cut = TimeSpan.FromMilliseconds((long)dueTime.TotalMilliseconds);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _time._now + cut;
                _time.TimesSet++;
                _time._timerSet.SetResult();
                _time._timerSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }
        }

        public void Dispose()
        {
            lock (_time._lock)
            {
                _time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
