using System.Buffers;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>
/// One direction between two sockets, awaited. It holds a buffer only while bytes flow, so that idle relays are cheap.
/// </summary>
internal static class SocketPump
{
    /// <summary>How much is received at once: large enough that a call's cost is spread thin.</summary>
    public const int BufferSize = 256 * 1024;

    public static async Task<PumpEnd> RunAsync(StreamConnection from, StreamConnection to, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var ready = await from.Transport.ReceiveAsync(Memory<byte>.Empty, stop).ConfigureAwait(false);
                if (ready.Error != Errno.None)
                {
                    return new PumpEnd(PumpOutcome.SourceFailed, ready.Error);
                }

                if (await PassBurstAsync(from, to, stop).ConfigureAwait(false) is { } end)
                {
                    return end;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return new PumpEnd(PumpOutcome.Stopped);
        }
    }

    /// <summary>
    /// Passes on until a receive leaves much of the buffer empty: then the source is likely to pause.
    /// </summary>
    private static async ValueTask<PumpEnd?> PassBurstAsync(
        StreamConnection from, StreamConnection to, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            TransferResult received;
            do
            {
                received = await from.Transport.ReceiveAsync(buffer, stop).ConfigureAwait(false);
                if (received.Error != Errno.None || received.Count == 0)
                {
                    return received.Error == Errno.None
                        ? new PumpEnd(PumpOutcome.EndOfInput)
                        : new PumpEnd(PumpOutcome.SourceFailed, received.Error);
                }

                from.CountReceived(received.Count);
                var sent = await to.Transport.SendAsync(buffer.AsMemory(0, received.Count), stop).ConfigureAwait(false);
                to.CountSent(sent.Count);
                if (sent.Error != Errno.None)
                {
                    return new PumpEnd(PumpOutcome.DestinationFailed, sent.Error, received.Count - sent.Count);
                }
            }
            while (received.Count > BufferSize / 4);

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
