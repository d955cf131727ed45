using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// A listening socket on a ring. Over TCP one operation accepts for good, as long as somebody asks; what nobody asked
/// for yet is kept, and beyond <see cref="MostKept"/> it stays in the kernel's backlog.
/// </summary>
internal sealed class RingAcceptor(RingLoop loop, SafeSocketHandle socket, bool isUnix, bool isInline)
    : RingClient(loop)
{
    /// <summary>How many accepted connections wait for somebody to ask for them, about.</summary>
    public const int MostKept = 64;

    private readonly Lock _gate = new();
    private readonly Queue<int> _accepted = new();
    private readonly RingWait<int> _waiting = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _number;
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
            if (_accepted.TryDequeue(out var accepted))
            {
                task = new ValueTask<int>(accepted);
            }
            else if (_isClosing || Loop.IsStopping)
            {
                task = new ValueTask<int>(-(int)Errno.ECANCELED);
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
        bool hadWaited;
        lock (_gate)
        {
            if (!completion.HasMore)
            {
                (_number, _isPausing) = (0, false);
            }

            // A cancelled accept is one that paused. It says nothing to who asks now, and begins anew.
            var isOver = completion.Error is not (Errno.ECANCELED or Errno.EAGAIN or Errno.EINTR)
                || _isClosing || Loop.IsStopping;
            hadWaited = isOver && _isWaiting;
            if (hadWaited)
            {
                _isWaiting = false;
            }
            else if (completion.Result >= 0)
            {
                Keep(completion.Result);
            }

            if (_isWaiting && _number == 0)
            {
                Accept();
            }
        }

        if (hadWaited)
        {
            _waiting.Complete(completion.Result, isInline);
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
        submission.Code = RingOperationCode.Accept;
        submission.Descriptor = (int)socket.DangerousGetHandle();
        // Who is in the backlog of a unix socket sees a reset when that closes. Who was accepted cannot be given one.
        submission.Priority = isUnix ? (ushort)0 : RingOperationFlags.AcceptMultishot;
        submission.OperationFlags = SocketKind.CloseOnExec | SocketKind.NonBlocking;
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
