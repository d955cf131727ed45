using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Soquete.Kestrel.Connections;

/// <summary>
/// The output of a connection as the server writes it. A peer that does not read any more is no exception but the end
/// of writing, as the server expects: what is written from there on is dropped.
/// </summary>
internal sealed class TransportWriter : PipeWriter, IValueTaskSource<FlushResult>
{
    private static readonly FlushResult Ended = new(isCanceled: false, isCompleted: true);

    private readonly TransportConnection _connection;
    private readonly PipeWriter _inner;
    private readonly Action _onFlushed;
    private ManualResetValueTaskSourceCore<FlushResult> _awaited;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Task? _completion;

    public TransportWriter(TransportConnection connection, PipeWriter inner)
    {
        (_connection, _inner) = (connection, inner);
        _onFlushed = OnFlushed;
    }

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    private bool HasEnded => _connection.EndReason is not null;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (!HasEnded)
        {
            _inner.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return HasEnded ? new ValueTask<FlushResult>(Ended) : Watched(_inner.FlushAsync(cancellationToken));
        }
        catch (IOException e)
        {
            return new ValueTask<FlushResult>(EndedBy(e));
        }
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        try
        {
            return HasEnded ? new ValueTask<FlushResult>(Ended) : Watched(_inner.WriteAsync(source, cancellationToken));
        }
        catch (IOException e)
        {
            return new ValueTask<FlushResult>(EndedBy(e));
        }
    }

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    /// <summary>
    /// No more follows. It does not wait: what is unsent goes its way, and the end of the connection waits for it.
    /// </summary>
    public override void Complete(Exception? exception = null) => _ = CompleteAsync(exception).AsTask();

    public override ValueTask CompleteAsync(Exception? exception = null) =>
        new(_completion ??= CompleteOnceAsync(exception));

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _awaited.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _awaited.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _awaited.OnCompleted(continuation, state, token, flags);

    private ValueTask<FlushResult> Watched(ValueTask<FlushResult> flush)
    {
        if (flush.IsCompletedSuccessfully)
        {
            return flush;
        }

        _awaited.Reset();
        _flush = flush.ConfigureAwait(false).GetAwaiter();
        _flush.UnsafeOnCompleted(_onFlushed);
        return new ValueTask<FlushResult>(this, _awaited.Version);
    }

    private void OnFlushed()
    {
        FlushResult result;
        try
        {
            result = _flush.GetResult();
        }
        catch (OperationCanceledException e)
        {
            _awaited.SetException(e);
            return;
        }
        catch (Exception e)
        {
            result = EndedBy(e);
        }

        _awaited.SetResult(result);
    }

    private FlushResult EndedBy(Exception failure)
    {
        _connection.OnSendFailed(failure);
        return Ended;
    }

    private async Task CompleteOnceAsync(Exception? exception)
    {
        if (exception is not null)
        {
            _connection.OnOutputBroken(exception);
        }

        try
        {
            await _inner.CompleteAsync(_connection.IsReset ? _connection.EndReason : null).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _connection.OnSendFailed(e);
        }
    }
}
