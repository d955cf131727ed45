using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>
/// Reads the ring's buffers as they are, without a copy. What is read and not consumed for long is moved to memory of
/// its own, so that one reader does not keep the ring's buffers from all others.
/// </summary>
internal sealed class RingPipeReader(RingConnection connection, ITransferOwner owner) : PipeReader
{
    /// <summary>How much is received at once where the ring has no buffer left, in bytes.</summary>
    private const int BlockSize = 16 * 1024;

    private ReadSegment? _first;
    private ReadSegment? _last;
    private ReadSegment? _spare;
    private int _consumed;
    private int _heldSegments;
    private bool _hasExaminedAll = true;
    private bool _isCompleted;
    private int _isCancelled;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfCompleted();
        // Where everything was examined, the wait itself finds out first whether there is more by now.
        return !_hasExaminedAll && TryRead(out var result)
            ? new ValueTask<ReadResult>(result)
            : WaitAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        ThrowIfCompleted();
        var isCancelled = Volatile.Read(ref _isCancelled) != 0 && Interlocked.Exchange(ref _isCancelled, 0) != 0;
        var hasMore = TakeIn(out var state);
        if (state == ReadState.LacksBuffers && !hasMore)
        {
            ReceiveBlock();
        }

        var hasEnded = state == ReadState.HasEnded;
        if (isCancelled || hasMore || hasEnded || !_hasExaminedAll)
        {
            result = new ReadResult(Sequence(), isCancelled, hasEnded);
            return true;
        }

        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_last is not { } last)
        {
            return;
        }

        _hasExaminedAll = examined.GetObject() == last && examined.GetInteger() == last.Length;
        var target = consumed.GetObject() as ReadSegment
            ?? throw new InvalidOperationException("the position is not of this reader's last result");
        while (_first != target)
        {
            DropFirst();
        }

        _consumed = consumed.GetInteger();
        if (_first == last && _consumed == last.Length)
        {
            DropFirst();
        }
        else if (_heldSegments > connection.HeldBuffers)
        {
            Detach();
        }
    }

    public override void CancelPendingRead()
    {
        Interlocked.Exchange(ref _isCancelled, 1);
        connection.StopReading();
    }

    public override void Complete(Exception? exception = null)
    {
        if (!_isCompleted)
        {
            _isCompleted = true;
            connection.StopReading();
            while (_first is not null)
            {
                DropFirst();
            }

            _spare?.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static connection => ((RingConnection)connection!).StopReading(), connection);
        while (true)
        {
            if (connection.WaitToRead(out var outcome) is { } waiting)
            {
                // Whoever stopped it before it began did not see it.
                if (Volatile.Read(ref _isCancelled) != 0 || cancellationToken.IsCancellationRequested)
                {
                    connection.StopReading();
                }

                outcome = await waiting.AsTask().ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (outcome.Error != Errno.None)
            {
                owner.Received(outcome);
            }

            if (TryRead(out var result))
            {
                return result;
            }
        }
    }

    private void ThrowIfCompleted()
    {
        if (_isCompleted)
        {
            throw new InvalidOperationException("reading is not allowed after the reader was completed");
        }
    }

    private ReadOnlySequence<byte> Sequence() =>
        _first is null ? default : new ReadOnlySequence<byte>(_first, _consumed, _last!, _last!.Length);

    /// <summary>Takes over what the connection holds.</summary>
    /// <returns>Whether there was something.</returns>
    private bool TakeIn(out ReadState state)
    {
        var hasMore = false;
        do
        {
            if (!connection.TryTake(out var part, out state))
            {
                return hasMore;
            }

            hasMore = true;
            owner.Received(new TransferResult(part.Length, Errno.None));
            if (_last?.TryJoin(part) != true)
            {
                Segment().Hold(part);
                _heldSegments++;
            }
        }
        while (state == ReadState.HasMore);

        return true;
    }

    /// <summary>Receives into memory of its own, where the ring has none to give.</summary>
    private void ReceiveBlock()
    {
        var rented = ArrayPool<byte>.Shared.Rent(BlockSize);
        var result = connection.ReceiveWithoutBuffers(rented);
        if (result is { Error: Errno.None, Count: > 0 })
        {
            owner.Received(result);
            Segment().Hold(rented, result.Count);
            _hasExaminedAll = false;
            return;
        }

        // What it says is said again by the next wait.
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>A segment behind the last one, to be filled.</summary>
    private ReadSegment Segment()
    {
        var segment = _spare ?? new ReadSegment();
        _spare = null;
        if (_last is { } last)
        {
            segment.Follow(last);
        }
        else
        {
            (_first, _consumed) = (segment, 0);
        }

        return _last = segment;
    }

    private void DropFirst()
    {
        var segment = _first!;
        _first = segment.Following;
        _last = _first is null ? null : _last;
        _consumed = 0;
        _heldSegments -= segment.HoldsBuffer ? 1 : 0;
        segment.Release();
        _spare?.Dispose();
        _spare = segment;
    }

    private void Detach()
    {
        for (var segment = _first; segment is not null; segment = segment.Following)
        {
            segment.Detach();
        }

        _heldSegments = 0;
    }
}
