using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>Something to do on a ring's thread, once. Where the ring has ended, the thread pool does it.</summary>
internal sealed class RingWork(RingLoop loop, Action<object?> work, object? state) : RingClient(loop)
{
    private int _isDone;

    /// <summary>Has it done in a turn of the ring to come, never within this call.</summary>
    public void Post()
    {
        Loop.Mailbox.Push(this);
        if (Loop.HasEnded)
        {
            OnLoopEnded();
        }
    }

    public override void Attend()
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            HandlerWatchdog.Enter(state);
            work(state);
            HandlerWatchdog.Leave();
        }
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
    }

    public override void OnLoopEnded()
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);
        }
    }
}
