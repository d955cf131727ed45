using System.IO.Pipelines;

namespace Soquete.Streams;

/// <summary>
/// The output pipe of a connection: completing it is the half-close, as the reader at the other end expects.
/// </summary>
internal sealed class ConnectionPipeWriter(StreamConnection connection, PipeWriter inner) : PipeWriter
{
    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

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

        await inner.CompleteAsync(exception).ConfigureAwait(false);
    }

    public override void Complete(Exception? exception = null) => Blocking.Wait(CompleteAsync(exception).AsTask());
}
