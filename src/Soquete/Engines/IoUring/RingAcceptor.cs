using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// A listening socket on a ring. Over TCP one operation accepts for good, as long as somebody asks; what nobody asked
/// for yet is kept, and beyond <see cref="MostKept"/> it stays in the kernel's backlog. Near the limit of descriptors
/// each is accepted by itself, since the kernel would take all that wait in one go, and the last descriptors with them.
/// </summary>
/// <remarks>
/// In the unix domain nothing is accepted before it is asked for: who is in a backlog sees a reset when that closes,
/// which nobody can give to who was accepted. So there the ring waits, and accept4(2) is called by who asks.
/// </remarks>
internal sealed class RingAcceptor(RingLoop loop, SafeSocketHandle socket, bool isUnix, bool isInline)
    : RingClient(loop)
{
    /// <summary>How many accepted connections wait for somebody to ask for them, about.</summary>
    public const int MostKept = 64;

    /// <summary>How many wait in a backlog at most, unless somebody changed net.core.somaxconn (listen(2)).</summary>
    private const int MostWaiting = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<int> _accepted = new();
    private readonly RingWait<int> _waiting = new();
    private readonly DescriptorRoom _room = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TurnBudget _budget;
    private ulong _number;
    private int _highest;
    private bool _isWaiting;
    private bool _isPausing;
    private bool _isClosing;
    private bool _isClosed;

    public SafeSocketHandle Socket => socket;

    /// <summary>The next descriptor; negative, the number of an error. One call at a time.</summary>
    public ValueTask<int> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var registration = cancellationToken.UnsafeRegister(
            static acceptor => ((RingAcceptor)acceptor!).CancelWait(), this);
        ValueTask<int> task;
        lock (_gate)
        {
            if (TryTake(out var result))
            {
                task = new ValueTask<int>(result);
            }
            else
            {
                _waiting.Begin(registration);
                task = _waiting.AsTask();
                registration = default;
                _isWaiting = true;
                if (_number == 0)
                {
                    RequestAttention();
                }
            }
        }

        registration.Dispose();
        if (cancellationToken.IsCancellationRequested)
        {
            CancelWait();
        }

        return task;
    }

    /// <summary>Closes the socket, once nothing is under way on it; who waits is told at once.</summary>
    public Task CloseAsync()
    {
        bool wasWaiting;
        lock (_gate)
        {
            (wasWaiting, _isWaiting, _isClosing) = (_isWaiting, false, true);
        }

        if (wasWaiting)
        {
            _waiting.Complete(-(int)Errno.ECANCELED, isInline: false);
        }

        RequestAttention();
        return _closed.Task;
    }

    public override void Attend()
    {
        lock (_gate)
        {
            if (_isClosing || Loop.IsStopping)
            {
                if (_number != 0)
                {
                    Loop.Cancel(_number);
                }
            }
            else if (_isWaiting && _number == 0)
            {
                Accept();
            }
        }

        End();
    }

    public override void OnCompletion(int kind, in RingCompletion completion)
    {
        var result = completion.Result;
        bool hadWaited;
        lock (_gate)
        {
            if (!completion.HasMore)
            {
                (_number, _isPausing) = (0, false);
            }

            if (isUnix && result >= 0 && !(_isWaiting && TryAccept(out result)))
            {
                result = -(int)Errno.EAGAIN;
            }

            _highest = Math.Max(_highest, result);
            // A cancelled accept is one that paused. It says nothing to who asks now, and begins anew.
            var isOver = result is not (-(int)Errno.ECANCELED or -(int)Errno.EAGAIN or -(int)Errno.EINTR)
                || _isClosing || Loop.IsStopping;
            hadWaited = isOver && _isWaiting;
            if (hadWaited)
            {
                _isWaiting = false;
            }
            else if (result >= 0)
            {
                Keep(result);
            }

            if (_isWaiting && _number == 0)
            {
                Accept();
            }
        }

        if (hadWaited)
        {
            _waiting.Complete(result, isInline);
        }

        End();
    }

    public override void OnLoopEnded() => End();

    private void Keep(int accepted)
    {
        _accepted.Enqueue(accepted);
        if (_accepted.Count >= MostKept && _number != 0 && !_isPausing)
        {
            _isPausing = true;
            Loop.Cancel(_number);
        }
    }

    private void Accept()
    {
        ref var submission = ref Loop.Prepare(this, 0, out _number);
        submission.Descriptor = (int)socket.DangerousGetHandle();
        if (isUnix)
        {
            submission.Code = RingOperationCode.PollAdd;
            submission.OperationFlags = (uint)PollDescriptor.In;
        }
        else
        {
            submission.Code = RingOperationCode.Accept;
            submission.Priority = _room.MayLack(MostWaiting, _highest)
                ? (ushort)0
                : RingOperationFlags.AcceptMultishot;
            submission.OperationFlags = SocketKind.CloseOnExec | SocketKind.NonBlocking;
        }
    }

    /// <summary>What there is for who asks, without a wait: a descriptor, or the number of an error.</summary>
    private bool TryTake(out int result)
    {
        if (_accepted.TryDequeue(out result))
        {
            return true;
        }

        if (_isClosing || Loop.IsStopping)
        {
            result = -(int)Errno.ECANCELED;
            return true;
        }

        return isUnix && _budget.TrySpend(Loop) && TryAccept(out result);
    }

    private bool TryAccept(out int result)
    {
        var error = NativeSocket.TryAccept(socket, out result);
        result = error == Errno.None ? result : -(int)error;
        return error != Errno.EAGAIN;
    }

    private void CancelWait()
    {
        bool wasWaiting;
        lock (_gate)
        {
            (wasWaiting, _isWaiting) = (_isWaiting, false);
        }

        if (wasWaiting)
        {
            _waiting.CompleteCancelled(isInline: false);
        }
    }

    /// <summary>Tells who waits that the ring has ended, and closes where that was asked for.</summary>
    private void End()
    {
        bool wasWaiting;
        lock (_gate)
        {
            if (_number != 0 || _isClosed || !(_isClosing || Loop.IsStopping))
            {
                return;
            }

            (wasWaiting, _isWaiting, _isClosed) = (_isWaiting, false, _isClosing);
        }

        if (wasWaiting)
        {
            _waiting.Complete(-(int)Errno.ECANCELED, isInline: false);
        }

        if (_isClosed)
        {
            ResetAccepted();
            NativeFile.Close(socket);
            _closed.SetResult();
        }
    }

    /// <summary>Peers that nobody asked for are reset, as those in the backlog are.</summary>
    private void ResetAccepted()
    {
        while (_accepted.TryDequeue(out var number))
        {
            using var accepted = new SafeSocketHandle(number, ownsHandle: true);
            NativeSocket.SetLinger(accepted, on: true, seconds: 0);
        }
    }
}
