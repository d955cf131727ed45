using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>Wakes a ring that waits for completions: an eventfd(2) that it watches for good.</summary>
internal sealed class Waker(RingLoop loop, EventDescriptor signal) : RingClient(loop), IDisposable
{
    private bool _isArmed;

    /// <summary>On any thread.</summary>
    public void Signal()
    {
        try
        {
            signal.Signal();
        }
        catch (ObjectDisposedException)
        {
            // The ring has ended meanwhile, which everyone sees who was about to wake it.
        }
    }

    /// <summary>
    /// Each signal is a completion. Nobody reads the eventfd: a poll of many shots tells of each change, not of the
    /// state.
    /// </summary>
    public override void Attend()
    {
        if (!_isArmed && !Loop.IsStopping)
        {
            ref var submission = ref Loop.Prepare(this, 0, out _);
            submission.Code = RingOperationCode.PollAdd;
            submission.Descriptor = (int)signal.Handle.DangerousGetHandle();
            submission.Length = RingOperationFlags.PollMultishot;
            submission.OperationFlags = (uint)PollDescriptor.In;
            _isArmed = true;
        }
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
        if (!completion.HasMore)
        {
            _isArmed = false;
            Attend();
        }
    }

    public override void OnLoopEnded()
    {
    }

    public void Dispose() => signal.Dispose();
}
