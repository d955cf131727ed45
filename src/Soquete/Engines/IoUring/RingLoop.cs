using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// A thread and its ring. It submits what its clients want, hands them what came of it, and runs the handlers of those
/// connections whose work is inline.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its thread disposes what it has when it ends.")]
internal sealed class RingLoop
{
    [ThreadStatic]
    private static RingLoop? _current;

    private readonly EngineOptions _options;
    private readonly OperationTable _operations = new();
    private readonly ManualResetEventSlim _started = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Waker? _waker;
    private Ring? _ring;
    private BufferRing? _buffers;
    private Errno _startError;
    private int _connectionCount;
    private int _isAsleep;
    private readonly WakeupPolicy _wakeups = new();
    private volatile bool _isStopping;
    private volatile bool _hasEnded;

    public RingLoop(EngineOptions options, int number)
    {
        _options = options;
        Mailbox = new RingClient.Queue { OnFirst = Wake };
        var thread = new Thread(Run) { IsBackground = true, Name = $"soquete ring {number}" };
        thread.UnsafeStart();
    }

    /// <summary>Whether the caller runs on this ring's thread.</summary>
    public bool IsCurrent => _current == this;

    /// <summary>Where clients ask for attention from other threads.</summary>
    public RingClient.Queue Mailbox { get; }

    public BufferRing Buffers => _buffers!;

    /// <summary>How many connections it has: the next goes where there are fewest.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>Which turn it is in. On the ring's thread.</summary>
    public int TurnNumber { get; private set; }

    /// <summary>How many operations are under way. For tests, on a ring that has nothing to do.</summary>
    public int OperationCount => _operations.Count;

    public EngineOptions Options => _options;

    /// <summary>The call that failed where <see cref="WaitForStart"/> says that one did.</summary>
    public string FailedCall { get; private set; } = "eventfd";

    /// <summary>Whether it takes nothing more on.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Whether nobody attends any more. What asked for attention and then sees this ends by itself.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Waits until the ring is there, or could not be made.</summary>
    public Errno WaitForStart()
    {
        _started.Wait();
        return _startError;
    }

    /// <summary>Ends all that is under way, and the thread.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        Wake();
        return _ended.Task;
    }

    /// <summary>Has the thread pool do something. On any thread.</summary>
    public static void HandOver(IThreadPoolWorkItem work)
    {
        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        _current?._wakeups.CountHandedOver();
    }

    /// <summary>A connection is there, which its closing counts out. On any thread.</summary>
    public void CountIn() => Interlocked.Increment(ref _connectionCount);

    public void CountOut() => Interlocked.Decrement(ref _connectionCount);

    /// <summary>A submission for one of a client's operations, to fill in. On the ring's thread.</summary>
    public ref RingSubmission Prepare(RingClient client, int kind, out ulong number)
    {
        ref var submission = ref _ring!.Prepare();
        number = _operations.Add(client, kind);
        submission.UserData = number;
        return ref submission;
    }

    /// <summary>
    /// Asks for the end of an operation, which then completes, by ECANCELED unless it was faster. On the ring's thread.
    /// </summary>
    public void Cancel(ulong number)
    {
        ref var submission = ref _ring!.Prepare();
        submission.Code = RingOperationCode.AsyncCancel;
        submission.Descriptor = -1;
        submission.Address = number;
        // Its own completion says nothing that the cancelled operation's does not.
        submission.UserData = 0;
        submission.Flags = RingSubmissionFlags.SkipSuccess;
    }

    private void Run()
    {
        _current = this;
        HandlerWatchdog.Watch(Thread.CurrentThread.Name!);
        _startError = Create();
        _started.Set();
        if (_startError != Errno.None)
        {
            End();
            return;
        }

        _waker!.Attend();
        while (!_isStopping)
        {
            Turn();
        }

        Stop();
        End();
    }

    private Errno Create()
    {
        var error = EventDescriptor.Open(out var signal);
        if (error != Errno.None)
        {
            return error;
        }

        _waker = new Waker(this, signal!);
        FailedCall = "io_uring_setup";
        error = Ring.Create(_options.RingEntries, _options.CompletionEntries, out _ring);
        if (error != Errno.None)
        {
            return error;
        }

        FailedCall = "io_uring_register IORING_REGISTER_PBUF_RING";
        return BufferRing.Register(
            _ring!, _options.BufferCount, _options.BufferSize, _options.FillsBuffersBitByBit, out _buffers);
    }

    /// <summary>One turn: what others ask for, what the kernel says, and a wait where there is neither.</summary>
    private void Turn()
    {
        TurnNumber++;
        Mailbox.AttendToAll();
        var ring = _ring!;
        if (!ring.HasCompletions)
        {
            Wait(ring);
        }
        else if (ring.HasUnsubmitted || ring.HasKernelWork)
        {
            Failure.ThrowIf(ring.SubmitAndWait(0), "io_uring_enter", address: null);
        }

        Complete(ring);
    }

    /// <summary>Hands out the completions that are there now; those that come meanwhile wait for the next
    /// turn.</summary>
    private void Complete(Ring ring)
    {
        for (var left = _options.CompletionEntries; left > 0 && ring.TryTake(out var completion); left--)
        {
            if (!_operations.TryFind(completion.UserData, out var client, out var kind))
            {
                continue;
            }

            if (!completion.HasMore)
            {
                _operations.Remove(completion.UserData);
            }

            client.OnCompletion(kind, completion);
        }
    }

    private void Wait(Ring ring)
    {
        if (_options.Spin > TimeSpan.Zero && Spin(ring))
        {
            return;
        }

        _wakeups.Attend();
        // A full fence: either who pushes sees that the thread sleeps, or it sees what was pushed.
        Interlocked.Exchange(ref _isAsleep, 1);
        var waits = Mailbox.IsEmpty && !_isStopping;
        var error = ring.SubmitAndWait(waits ? 1u : 0u);
        Volatile.Write(ref _isAsleep, 0);
        Failure.ThrowIf(error, "io_uring_enter", address: null);
    }

    /// <summary>Looks for work without sleeping, for as long as that was asked for.</summary>
    /// <returns>Whether there is some.</returns>
    private bool Spin(Ring ring)
    {
        var began = Stopwatch.GetTimestamp();
        if (ring.HasUnsubmitted)
        {
            Failure.ThrowIf(ring.SubmitAndWait(0), "io_uring_enter", address: null);
        }

        do
        {
            if (ring.HasKernelWork)
            {
                Failure.ThrowIf(ring.SubmitAndWait(0), "io_uring_enter", address: null);
            }

            if (ring.HasCompletions || !Mailbox.IsEmpty || _isStopping)
            {
                return true;
            }

            Thread.SpinWait(1);
        }
        while (Stopwatch.GetElapsedTime(began) < _options.Spin);

        return false;
    }

    private void Wake()
    {
        if (!IsCurrent && Interlocked.Exchange(ref _isAsleep, 0) != 0)
        {
            _waker!.Signal();
        }
    }

    /// <summary>Ends what is under way: each operation completes before its client is told, and buffers go
    /// last.</summary>
    private void Stop()
    {
        ref var submission = ref _ring!.Prepare();
        submission.Code = RingOperationCode.AsyncCancel;
        submission.Descriptor = -1;
        submission.OperationFlags = RingOperationFlags.CancelAll | RingOperationFlags.CancelAny;
        foreach (var client in _operations.Clients())
        {
            client.Attend();
        }

        while (_operations.Count > 0)
        {
            Failure.ThrowIf(_ring.SubmitAndWait(1), "io_uring_enter", address: null);
            Complete(_ring);
        }
    }

    private void End()
    {
        _ring?.Dispose();
        _buffers?.Retire();
        _hasEnded = true;
        Interlocked.MemoryBarrier();
        Mailbox.AttendToAll();
        HandlerWatchdog.Forget();
        _current = null;
        _waker?.Dispose();
        _wakeups.Dispose();
        _ended.SetResult();
    }
}
