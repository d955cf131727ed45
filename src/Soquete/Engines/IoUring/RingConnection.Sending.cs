using System.Buffers;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <content>
/// Sending. send(2) is called where the caller is: most often there is room, and then nobody waits. What does not fit
/// is the kernel's until its last completion, pinned.
/// </content>
internal sealed partial class RingConnection
{
    // sys/socket.h: MSG_NOSIGNAL, MSG_WAITALL
    private const uint SendFlags = 0x4000 | 0x100;

    private RingWait<TransferResult>? _sender;
    private MemoryHandle _pinned;
    private ReadOnlyMemory<byte> _source;
    private ulong _sendNumber;
    private int _sent;
    private Errno _sendError;
    private bool _isSending;
    private bool _isSendCancelled;
    private bool? _isVsock;
    private TurnBudget _sendBudget;

    public ValueTask<TransferResult> SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsSentWithoutCopying(buffer.Length) || !_sendBudget.TrySpend(Loop))
        {
            return BeginSend(buffer, 0, cancellationToken);
        }

        var error = TrySend(buffer.Span, out var count);
        return error is Errno.EAGAIN || (error == Errno.None && count < buffer.Length)
            ? BeginSend(buffer, count, cancellationToken)
            : new ValueTask<TransferResult>(new TransferResult(count, error));
    }

    private Errno TrySend(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        try
        {
            return _isClosing ? Errno.ECANCELED : NativeSocket.TrySend(Socket, bytes, out count);
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }
    }

    private ValueTask<TransferResult> BeginSend(
        ReadOnlyMemory<byte> buffer, int sent, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static connection => ((RingConnection)connection!).CancelSend(), this);
        ValueTask<TransferResult> task;
        lock (_gate)
        {
            if (_isClosing || Loop.IsStopping)
            {
                task = new ValueTask<TransferResult>(new TransferResult(sent, Errno.ECANCELED));
            }
            else
            {
                task = BeginSend(buffer, sent, registration);
                registration = default;
            }
        }

        registration.Dispose();
        if (cancellationToken.IsCancellationRequested)
        {
            CancelSend();
        }

        return task;
    }

    private ValueTask<TransferResult> BeginSend(
        ReadOnlyMemory<byte> buffer, int sent, CancellationTokenRegistration registration)
    {
        if (_isSending)
        {
            throw new InvalidOperationException("one send at a time");
        }

        _sender ??= new RingWait<TransferResult>();
        _sender.Begin(registration);
        (_source, _sent, _sendError) = (buffer, sent, Errno.None);
        (_isSending, _isSendCancelled) = (true, false);
        _pinned = buffer.Pin();
        RequestAttention();
        return _sender.AsTask();
    }

    /// <summary>Under the lock, on the ring's thread.</summary>
    private void AttendToSend()
    {
        if (!_isSending)
        {
            return;
        }

        if (_sendNumber == 0)
        {
            SubmitSend();
        }

        if (_isSendCancelled)
        {
            Loop.Cancel(_sendNumber);
        }
    }

    /// <summary>
    /// Not in the unix domain, where the kernel refuses it (EOPNOTSUPP), nor over vsock, where most kernels do.
    /// </summary>
    private bool IsSentWithoutCopying(int length) =>
        !_isUnix && length >= (Loop.Options.ZeroCopyThreshold ?? int.MaxValue)
        && (_isVsock ??= NativeSocket.IsOfDomain(Socket, Domain.Vsock)) == false;

    private void SubmitSend()
    {
        var rest = _source.Length - _sent;
        ref var submission = ref Loop.Prepare(this, Sending, out _sendNumber);
        submission.Code = IsSentWithoutCopying(rest) ? RingOperationCode.SendZeroCopy : RingOperationCode.Send;
        submission.Descriptor = Number;
        submission.Address = Address(_pinned) + (ulong)_sent;
        submission.Length = (uint)rest;
        submission.OperationFlags = SendFlags;
    }

    private static ulong Address(in MemoryHandle pinned)
    {
        // SAFETY: only the number of the address is taken. The memory stays pinned until the handle is disposed, which
        // is after the last completion of whatever was given the number.
        unsafe
        {
            return (ulong)pinned.Pointer;
        }
    }

    private void OnSent(in RingCompletion completion)
    {
        RingWait<TransferResult>? sender;
        TransferResult result;
        bool isCancelled;
        lock (_gate)
        {
            // Without copying there are two completions: what was sent, and that the memory is looked at no more.
            if ((completion.Flags & RingCompletionFlags.Notification) == 0)
            {
                _sent += Math.Max(completion.Result, 0);
                _sendError = completion.Error;
            }

            if (completion.HasMore)
            {
                return;
            }

            _sendNumber = 0;
            var isCutShort = _sent < _source.Length;
            var isEnding = _isClosing || Loop.IsStopping || _isSendCancelled;
            if (isCutShort && !isEnding && _sendError is Errno.None or Errno.EAGAIN or Errno.EINTR)
            {
                SubmitSend();
                return;
            }

            isCancelled = isCutShort && _isSendCancelled;
            var error = isCutShort && _sendError == Errno.None ? Errno.ECANCELED : _sendError;
            result = new TransferResult(_sent, isCutShort ? error : Errno.None);
            sender = TakeSender();
        }

        Complete(sender, result, isOver: !isCancelled);
    }

    /// <summary>Asks for the end; the wait is over when the kernel says so.</summary>
    private void CancelSend()
    {
        lock (_gate)
        {
            if (_isSending)
            {
                _isSendCancelled = true;
                RequestAttention();
            }
        }
    }

    /// <summary>Who waits to send, and waits no more; null where nobody does. Under the lock.</summary>
    private RingWait<TransferResult>? TakeSender()
    {
        var sender = _isSending ? _sender : null;
        _pinned.Dispose();
        (_pinned, _source, _isSending, _isSendCancelled) = (default, default, false, false);
        return sender;
    }
}
