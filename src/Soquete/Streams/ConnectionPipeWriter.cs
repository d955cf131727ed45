using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Soquete.Streams;

/// <summary>
/// The output pipe of a connection. It has memory only while there is something to flush, and completing it is the
/// half-close, as the reader at the other end expects.
/// </summary>
internal sealed class ConnectionPipeWriter(StreamConnection connection) : PipeWriter
{
    private const int BlockSize = 4096;

    private readonly Queue<ArraySegment<byte>> _full = new(0);
    private readonly Lock _gate = new();
    private byte[]? _block;
    private int _filled;
    private long _unflushed;
    private volatile CancellationTokenSource? _cancellation;
    private volatile bool _isCancelled;
    private bool _isCompleted;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        if (_isCompleted)
        {
            throw new InvalidOperationException("writing is not allowed after the writer was completed");
        }

        if (_block is null || _block.Length - _filled < Math.Max(sizeHint, 1))
        {
            TakeBlock(sizeHint);
        }

        return _block.AsMemory(_filled);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (_block?.Length ?? 0) - _filled);
        _filled += bytes;
        _unflushed += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (TakeCancelled())
        {
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: true, isCompleted: false));
        }

        if (_full.Count > 0)
        {
            return FlushAllAsync(cancellationToken);
        }

        return _filled == 0 ? default : SendAsync(_block.AsMemory(0, _filled), cancellationToken);
    }

    /// <summary>Sends at once where nothing is held back, without a copy.</summary>
    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _unflushed == 0 && !_isCompleted && !source.IsEmpty && !TakeCancelled()
            ? SendAsync(source, cancellationToken)
            : base.WriteAsync(source, cancellationToken);

    /// <summary>
    /// The flush that is under way, or the next one, ends as cancelled; of what it was to send, an unknown part was
    /// sent and the rest is dropped.
    /// </summary>
    public override void CancelPendingFlush()
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            _isCancelled = true;
            cancellation = _cancellation;
        }

        cancellation?.Cancel();
    }

    /// <summary>With an exception the peer must not take what it got for the whole: the connection is reset.</summary>
    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (exception is not null)
        {
            connection.Abort();
        }
        else
        {
            await connection.CompleteOutputAsync().ConfigureAwait(false);
        }

        _isCompleted = true;
        Drop();
    }

    public override void Complete(Exception? exception = null) => Blocking.Wait(CompleteAsync(exception).AsTask());

    private ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            return SendCancellablyAsync(bytes, cancellationToken);
        }

        // Most often the kernel takes it at once, and then nothing is there to be cancelled.
        var sending = connection.SendAsync(bytes, CancelPending());
        if (!sending.IsCompletedSuccessfully)
        {
            return EndAsync(sending, cancellationToken);
        }

        Drop();
        return default;
    }

    private async ValueTask<FlushResult> SendCancellablyAsync(
        ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancelPending());
        return await EndAsync(connection.SendAsync(bytes, both.Token), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<FlushResult> FlushAllAsync(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancelPending());
        return await EndAsync(SendAllAsync(both.Token), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendAllAsync(CancellationToken cancellationToken)
    {
        foreach (var block in _full)
        {
            await connection.SendAsync(block, cancellationToken).ConfigureAwait(false);
        }

        await connection.SendAsync(_block.AsMemory(0, _filled), cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> EndAsync(ValueTask sending, CancellationToken cancellationToken)
    {
        try
        {
            await sending.ConfigureAwait(false);
            return default;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && TakeCancelled())
        {
            return new FlushResult(isCanceled: true, isCompleted: false);
        }
        finally
        {
            Drop();
        }
    }

    /// <summary>What <see cref="CancelPendingFlush"/> cancels.</summary>
    private CancellationToken CancelPending()
    {
        if (_cancellation is { } cancellation)
        {
            return cancellation.Token;
        }

        lock (_gate)
        {
            return (_cancellation ??= new CancellationTokenSource()).Token;
        }
    }

    /// <summary>Whether a flush was to be cancelled; it is not any more.</summary>
    private bool TakeCancelled()
    {
        if (!_isCancelled)
        {
            return false;
        }

        lock (_gate)
        {
            (_isCancelled, _cancellation) = (false, null);
            return true;
        }
    }

    private void TakeBlock(int sizeHint)
    {
        if (_filled > 0)
        {
            _full.Enqueue(new ArraySegment<byte>(_block!, 0, _filled));
        }
        else if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
        }

        (_block, _filled) = (ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, BlockSize)), 0);
    }

    private void Drop()
    {
        while (_full.TryDequeue(out var block))
        {
            ArrayPool<byte>.Shared.Return(block.Array!);
        }

        if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
        }

        (_block, _filled, _unflushed) = (null, 0, 0);
    }
}
