using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <content>
/// Receiving. Where bytes may be read ahead, one operation receives for good into the ring's buffers, until too many
/// are held or the ring has none left; from then on recv(2) is called for who reads, until it finds nothing. Elsewhere
/// an operation receives once, as much as was asked for.
/// </content>
internal sealed partial class RingConnection
{
    /// <summary>Who sent so much at once has more, most likely: it is worth a call to look.</summary>
    private const int MuchBytes = 4096;

    private readonly bool _readsAhead;
    private HeldParts _held;
    private RingReceive? _receiver;
    private Memory<byte> _destination;
    private ulong _receiveNumber;
    private ulong _pollNumber;
    private Errno _receiveError;
    private bool _isReceiving;
    private bool _isReceiveCancelled;
    private bool _isPausing;
    private bool _hasEnded;
    private TurnBudget _receiveBudget;

    /// <summary>Whether a plain recv(2) may find something, so that it is tried before a wait.</summary>
    private bool _triesFirst = true;

    /// <summary>Whether bytes are held that nobody has read.</summary>
    public bool HoldsInput
    {
        get
        {
            lock (_gate)
            {
                return _held.Count > 0;
            }
        }
    }

    /// <summary>Receives at once where it can, or begins to wait.</summary>
    /// <param name="buffer">Where to; an empty one waits alone.</param>
    /// <param name="result">What was received at once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The wait that has begun; null where there is none.</returns>
    public RingReceive? Receive(
        Memory<byte> buffer, out TransferResult result, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (TryReceiveNow(buffer.Span, out result))
            {
                return null;
            }

            if (!cancellationToken.CanBeCanceled)
            {
                return BeginReceive(buffer, default);
            }
        }

        return ReceiveCancellably(buffer, out result, cancellationToken);
    }

    private RingReceive? ReceiveCancellably(
        Memory<byte> buffer, out TransferResult result, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(
            static connection => ((RingConnection)connection!).CancelReceive(), this);
        RingReceive? receiver = null;
        lock (_gate)
        {
            if (!TryReceiveNow(buffer.Span, out result))
            {
                receiver = BeginReceive(buffer, registration);
                registration = default;
            }
        }

        // Not under the lock: its callback may wait for it.
        registration.Dispose();
        if (cancellationToken.IsCancellationRequested)
        {
            CancelReceive();
        }

        return receiver;
    }

    private RingReceive BeginReceive(Memory<byte> buffer, CancellationTokenRegistration registration)
    {
        if (_isReceiving)
        {
            throw new InvalidOperationException("one receive at a time");
        }

        _receiver ??= new RingReceive();
        _receiver.Begin(registration);
        (_destination, _isReceiving, _isReceiveCancelled) = (buffer, true, false);
        if (_receiveNumber == 0)
        {
            RequestAttention();
        }

        return _receiver;
    }

    /// <summary>What needs no wait. Under the lock.</summary>
    private bool TryReceiveNow(Span<byte> buffer, out TransferResult result)
    {
        result = default;
        if (_isClosing || Loop.IsStopping)
        {
            result = TransferResult.Failed(Errno.ECANCELED);
            return true;
        }

        if (_held.Count > 0)
        {
            result = new TransferResult(buffer.IsEmpty ? 0 : _held.CopyTo(buffer), Errno.None);
            return true;
        }

        if (_hasEnded || _receiveError != Errno.None)
        {
            result = TransferResult.Failed(_receiveError);
            return true;
        }

        return _receiveNumber == 0 && _triesFirst && !buffer.IsEmpty && _receiveBudget.TrySpend(Loop)
            && TryReceive(buffer, out result);
    }

    /// <summary>recv(2); false where there is nothing.</summary>
    private bool TryReceive(Span<byte> buffer, out TransferResult result)
    {
        var error = NativeSocket.TryReceive(Socket, buffer, out var count);
        _triesFirst = error == Errno.None && count >= Math.Min(buffer.Length, MuchBytes);
        result = new TransferResult(count, error);
        if (error == Errno.EAGAIN)
        {
            return false;
        }

        _receiveError = error;
        _hasEnded |= error == Errno.None && count == 0;
        return true;
    }

    /// <summary>Has the kernel do what is wanted by now. Under the lock, on the ring's thread.</summary>
    private void AttendToReceive()
    {
        if (_isReceiveCancelled && _receiveNumber != 0)
        {
            Loop.Cancel(_receiveNumber);
        }
        else if (_isReceiving && _receiveNumber == 0)
        {
            if (!_destination.IsEmpty || _isReading)
            {
                Receive();
            }
            else if (_pollNumber == 0)
            {
                Poll();
            }
        }
    }

    private void Receive()
    {
        ref var submission = ref Loop.Prepare(this, Receiving, out _receiveNumber);
        submission.Code = RingOperationCode.Receive;
        submission.Descriptor = Number;
        submission.Flags = RingSubmissionFlags.BufferSelect;
        submission.BufferGroup = BufferRing.Group;
        if (_readsAhead || _isReading)
        {
            submission.Priority = RingOperationFlags.ReceiveMultishot;
        }
        else
        {
            submission.Length = (uint)_destination.Length;
        }

        if (_lacksBuffers)
        {
            // The kernel looks for a buffer before it looks for bytes, and would say at once that there is none.
            submission.Priority |= RingOperationFlags.PollFirst;
        }
    }

    private void Poll()
    {
        ref var submission = ref Loop.Prepare(this, Polling, out _pollNumber);
        submission.Code = RingOperationCode.PollAdd;
        submission.Descriptor = Number;
        submission.OperationFlags = (uint)PollDescriptor.In;
    }

    private void OnReceived(in RingCompletion completion)
    {
        RingWait<TransferResult>? receiver = null;
        TransferResult result;
        bool isOver;
        lock (_gate)
        {
            if (!completion.HasMore)
            {
                (_receiveNumber, _isPausing) = (0, false);
            }

            isOver = TakeIn(completion, out result)
                || (_isReceiving && TryReceiveNow(_destination.Span, out result));
            if (isOver || (_isReceiveCancelled && _receiveNumber == 0))
            {
                receiver = TakeReceiver();
            }

            ContinueReceiving();
        }

        Complete(receiver, result, isOver);
    }

    /// <summary>Keeps what came, or gives it to who waits.</summary>
    /// <returns>Whether that ends the wait.</returns>
    private bool TakeIn(in RingCompletion completion, out TransferResult result)
    {
        result = default;
        if (completion.HasBuffer && completion.Result > 0)
        {
            if (!_isReceiving || _held.Count > 0 || completion.Result > _destination.Length)
            {
                return TakeIn(Loop.Buffers.Take(completion), out result);
            }

            Loop.Buffers.Copy(completion, _destination.Span);
            _triesFirst |= completion.Result >= MuchBytes;
            result = new TransferResult(completion.Result, Errno.None);
            return true;
        }

        if (completion.HasBuffer)
        {
            Loop.Buffers.Copy(completion with { Result = 0 }, default);
        }

        switch (completion.Error)
        {
            case Errno.None:
                _hasEnded = true;
                break;
            case Errno.ENOBUFS:
                (_triesFirst, _lacksBuffers) = (true, true);
                return _isReading;
            case Errno.ECANCELED:
                _triesFirst = true;
                break;
            case Errno.EAGAIN or Errno.EINTR:
                break;
            default:
                _receiveError = completion.Error;
                break;
        }

        return false;
    }

    private bool TakeIn(in BufferPart part, out TransferResult result)
    {
        result = default;
        if (_isClosing)
        {
            part.Release();
            return false;
        }

        if (!_isReceiving || _destination.IsEmpty || _held.Count > 0)
        {
            _held.Add(part);
            return false;
        }

        _triesFirst |= part.Length >= MuchBytes;
        var count = Math.Min(part.Length, _destination.Length);
        part.Bytes.Span[..count].CopyTo(_destination.Span);
        result = new TransferResult(count, Errno.None);
        if (count < part.Length)
        {
            _held.Add(part.From(count));
        }
        else
        {
            part.Release();
        }

        return true;
    }

    /// <summary>Receives on for who waits, and stops where nobody takes what is held. Under the lock.</summary>
    private void ContinueReceiving()
    {
        if (_receiveNumber == 0)
        {
            if (!_isClosing && !Loop.IsStopping)
            {
                AttendToReceive();
            }
        }
        else if (_held.Count > Loop.Options.HeldBuffers && !_isPausing)
        {
            _isPausing = true;
            Loop.Cancel(_receiveNumber);
        }
    }

    private void OnPolled(in RingCompletion completion)
    {
        RingWait<TransferResult>? receiver = null;
        TransferResult result = default;
        lock (_gate)
        {
            _pollNumber = 0;
            if (_isReceiving && _destination.IsEmpty && !_isReading)
            {
                // An error of the poll says that it was cancelled; one of the socket shows in the next call.
                result = TransferResult.Failed(completion.Error);
                receiver = TakeReceiver();
            }
        }

        Complete(receiver, result, isOver: true);
    }

    /// <summary>
    /// Bytes that are read ahead stay for the next who reads. Elsewhere the operation is ended first, since it would
    /// take bytes, and descriptors with them, that nobody waits for.
    /// </summary>
    private void CancelReceive()
    {
        RingWait<TransferResult>? receiver = null;
        lock (_gate)
        {
            if (!_isReceiving)
            {
                return;
            }

            if (_readsAhead || _destination.IsEmpty || _receiveNumber == 0)
            {
                receiver = TakeReceiver();
            }
            else
            {
                _isReceiveCancelled = true;
                RequestAttention();
            }
        }

        receiver?.CompleteCancelled(isInline: false);
    }

    /// <summary>Who waits to receive, and waits no more; null where nobody does. Under the lock.</summary>
    private RingWait<TransferResult>? TakeReceiver()
    {
        var receiver = _isReceiving ? _receiver : null;
        (_destination, _isReceiving, _isReading, _isReceiveCancelled) = (default, false, false, false);
        return receiver;
    }

    /// <summary>On the ring's thread.</summary>
    private void Complete(RingWait<TransferResult>? waiting, in TransferResult result, bool isOver)
    {
        if (isOver)
        {
            waiting?.Complete(result, _isInline);
        }
        else
        {
            waiting?.CompleteCancelled(_isInline);
        }
    }
}
