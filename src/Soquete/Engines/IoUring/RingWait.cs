using System.Threading.Tasks.Sources;

namespace Soquete.Engines.IoUring;

/// <summary>
/// One wait for a result, which can be begun again and again without an allocation. Whoever decides that it is over
/// does so under its owner's lock, so that it completes exactly once; the completion itself is outside of the lock.
/// </summary>
internal class RingWait<T> : IValueTaskSource<T>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<T> _core;
    private CancellationTokenRegistration _cancellation;
    private T _result = default!;
    private bool _isCancelled;
#if DEBUG
    private object? _handler;
#endif

    protected short Version => _core.Version;

    /// <summary>Begins; what the token's registration does has to be harmless until its owner knows that it waits.
    /// </summary>
    public void Begin(CancellationTokenRegistration cancellation)
    {
        _core.Reset();
        (_cancellation, _isCancelled) = (cancellation, false);
    }

    /// <summary>The task of a wait that has begun.</summary>
    public ValueTask<T> AsTask() => new(this, _core.Version);

    /// <summary>Completes it, where its continuation is to run.</summary>
    /// <param name="result">What it comes to.</param>
    /// <param name="isInline">Whether the continuation runs here and now.</param>
    public void Complete(T result, bool isInline)
    {
        _result = result;
        Complete(isInline);
    }

    /// <summary>The token was cancelled, and nothing else came of it.</summary>
    public void CompleteCancelled(bool isInline)
    {
        _isCancelled = true;
        Complete(isInline);
    }

    public T GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
#if DEBUG
        _handler = state;
#endif
        _core.OnCompleted(continuation, state, token, flags);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var token = _cancellation.Token;
        _cancellation.Dispose();
        _cancellation = default;
        if (_isCancelled)
        {
            _core.SetException(new OperationCanceledException(token));
        }
        else
        {
            _core.SetResult(_result);
        }
    }

    private void Complete(bool isInline)
    {
        if (isInline)
        {
#if DEBUG
            HandlerWatchdog.Enter(_handler);
#endif
            ((IThreadPoolWorkItem)this).Execute();
            HandlerWatchdog.Leave();
        }
        else
        {
            RingLoop.HandOver(this);
        }
    }
}
