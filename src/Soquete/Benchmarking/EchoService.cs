using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Streams;

namespace Soquete.Benchmarking;

/// <summary>Sends back what comes (RFC 862), over whatever keeps a conversation.</summary>
/// <remarks>
/// Nothing is allocated for what passes; with <see cref="Engines.Execution.Inline"/> each echo runs on its connection's
/// ring. A peer holds a buffer of 2 KiB, and one of 64 KiB while it sends more at once. Members may be called for many
/// peers at once, on any threads.
/// </remarks>
public static class EchoService
{
    /// <summary>How often a receiver that is full is tried again, before it loses an echo.</summary>
    private const int MostTries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Echoes a stream until its peer has ended, and ends too.</summary>
    /// <param name="peer">The connection; it is closed gracefully at the end.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="SoqueteException">The connection failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task ServeAsync(StreamConnection peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        using var room = new FittingBuffer();
        while (await peer.ReceiveAsync(room.Memory, cancellationToken).ConfigureAwait(false) is var count && count > 0)
        {
            await peer.SendAsync(room.Memory[..count], cancellationToken).ConfigureAwait(false);
            room.Fit(count);
        }

        await peer.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Echoes messages until their peer has ended, and ends too.</summary>
    /// <inheritdoc cref="ServeAsync(StreamConnection, CancellationToken)"/>
    /// <exception cref="MessageTooLongException">
    /// A message was longer than 256 KiB, or than can be sent back.
    /// </exception>
    public static async Task ServeAsync(MessageConnection peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        using var room = new MessageBuffer();
        while (await peer.ReceiveAsync(room.Memory, cancellationToken).ConfigureAwait(false)
               is { IsEnd: false } message)
        {
            MessageBuffer.RequireWhole(message, peer);
            await peer.SendAsync(room.Memory[..message.Count], cancellationToken).ConfigureAwait(false);
        }

        await peer.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends each datagram back to where it came from, until the token is cancelled, which ends it. Who does not read
    /// its echoes, or is gone, loses them.
    /// </summary>
    /// <param name="socket">A bound socket; it stays the caller's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public static async Task ServeAsync(DatagramSocket socket, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(socket);
        using var batch = new DatagramBatch();
        using var replies = new BatchReply(socket);
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(batch, cancellationToken).ConfigureAwait(false);
                if (replies.TakesBatches)
                {
                    replies.Send(batch);
                }
                else
                {
                    await ReplyOneByOneAsync(batch, replies, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private static async ValueTask ReplyOneByOneAsync(
        DatagramBatch batch, BatchReply replies, CancellationToken cancellationToken)
    {
        for (int sent = 0, tries = 0; (sent = replies.SendFrom(batch, sent)) < batch.Count; tries++)
        {
            if (tries == MostTries)
            {
                sent++;
                tries = 0;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
