using System.Threading.Tasks.Sources;

namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// Lets one sender through, request by request, when one is due and there is room for it. Whoever opens it goes on with
/// the sender on his own thread, so that nothing stands between the time of a request and its sending.
/// </summary>
/// <param name="room">How many may be under way.</param>
/// <param name="isPaced">Whether requests become due by <see cref="AddDue"/>; otherwise they always are.</param>
internal sealed class RequestGate(int room, bool isPaced) : IValueTaskSource<bool>
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private long _due;
    private int _room = room;
    private bool _isWaiting;
    private bool _isOver;

    /// <summary>Passes, or waits for that; false where it is over.</summary>
    public ValueTask<bool> PassAsync()
    {
        lock (_lock)
        {
            if (_isOver || TryTake())
            {
                return ValueTask.FromResult(!_isOver);
            }

            _core.Reset();
            _isWaiting = true;
            return new ValueTask<bool>(this, _core.Version);
        }
    }

    /// <summary>One more request is due.</summary>
    public void AddDue()
    {
        lock (_lock)
        {
            _due++;
            if (!TryWake())
            {
                return;
            }
        }

        _core.SetResult(true);
    }

    /// <summary>There is room for so many more.</summary>
    public void AddRoom(int more)
    {
        lock (_lock)
        {
            _room += more;
            if (!TryWake())
            {
                return;
            }
        }

        _core.SetResult(true);
    }

    /// <summary>Nobody passes any more.</summary>
    /// <returns>How many were due and did not pass.</returns>
    public long End()
    {
        bool wakes;
        long due;
        lock (_lock)
        {
            wakes = _isWaiting;
            (_isWaiting, _isOver) = (false, true);
            (due, _due) = (_due, 0);
        }

        if (wakes)
        {
            _core.SetResult(false);
        }

        return due;
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private bool TryWake()
    {
        if (!_isWaiting || !TryTake())
        {
            return false;
        }

        _isWaiting = false;
        return true;
    }

    private bool TryTake()
    {
        if (_room == 0 || (isPaced && _due == 0))
        {
            return false;
        }

        _room--;
        _due -= isPaced ? 1 : 0;
        return true;
    }
}
