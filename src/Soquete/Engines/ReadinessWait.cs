using System.Threading.Tasks.Sources;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// One wait, which can be begun again and again without an allocation. It completes exactly once, on the thread pool,
/// whoever is first: the kernel, the caller's cancellation or the end of the watch.
/// </summary>
internal sealed class ReadinessWait : IValueTaskSource<Errno>, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Beginning = 1;
    private const int Waiting = 2;
    private const int Completing = 3;

    private ManualResetValueTaskSourceCore<Errno> _core;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private Errno _outcome;
    private int _state;

    public ValueTask<Errno> Begin(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Beginning, Idle) != Idle)
        {
            throw new InvalidOperationException("one wait at a time in a direction");
        }

        _core.Reset();
        _token = cancellationToken;
        var task = new ValueTask<Errno>(this, _core.Version);
        // Nobody completes it before the registration is known: one left behind would end a later wait. A signal of an
        // earlier wait is lost by that, and comes again when this one is armed.
        _cancellation = cancellationToken.UnsafeRegister(
            static state => ((ReadinessWait)state!).TryComplete(Errno.ECANCELED), this);
        // A full fence: either the token's callback sees that somebody waits, or this sees the token's.
        Interlocked.Exchange(ref _state, Waiting);
        if (cancellationToken.IsCancellationRequested)
        {
            TryComplete(Errno.ECANCELED);
        }

        return task;
    }

    /// <summary>Completes the wait that is under way, if there is one.</summary>
    public void TryComplete(Errno outcome)
    {
        if (Interlocked.CompareExchange(ref _state, Completing, Waiting) == Waiting)
        {
            _outcome = outcome;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        _cancellation.Dispose();
        _cancellation = default;
        if (_outcome == Errno.ECANCELED && _token.IsCancellationRequested)
        {
            _core.SetException(new OperationCanceledException(_token));
        }
        else
        {
            _core.SetResult(_outcome);
        }
    }

    public Errno GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Volatile.Write(ref _state, Idle);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
