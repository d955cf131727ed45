using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Benchmarking;

/// <summary>Takes what comes and drops it (RFC 863).</summary>
/// <inheritdoc cref="EchoService" path="/remarks"/>
public static class DiscardService
{
    /// <summary>Drops a stream until its peer has ended, and ends too.</summary>
    /// <inheritdoc cref="EchoService.ServeAsync(StreamConnection, CancellationToken)"/>
    public static async Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        using var room = new FittingBuffer();
        while (await peer.ReceiveAsync(room.Memory, cancellationToken).ConfigureAwait(false) is var count && count > 0)
        {
            room.Fit(count);
        }

        await peer.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops messages until their peer has ended, and ends too.</summary>
    /// <inheritdoc cref="EchoService.ServeAsync(StreamConnection, CancellationToken)"/>
    public static async Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        // What does not fit into no room at all is dropped by the kernel.
        while (await peer.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false)
               is { IsEnd: false })
        {
        }

        await peer.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops datagrams until the token is cancelled, which ends it.</summary>
    /// <inheritdoc cref="EchoService.ServeAsync(DatagramSocket, CancellationToken)"/>
    public static async Task ServeAsync(DatagramSocket socket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        using var batch = new DatagramBatch();
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(batch, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}
