using System.Buffers;
using System.Runtime.CompilerServices;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Relaying.Recording;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>
/// One direction between two sockets, awaited. It holds a buffer only while bytes flow, so that idle relays are cheap.
/// Between unix sockets it passes on the descriptors that come with bytes.
/// </summary>
internal static class SocketPump
{
    /// <summary>How much is received at once: large enough that a call's cost is spread thin.</summary>
    public const int BufferSize = 256 * 1024;

    public static async Task<PumpEnd> RunAsync(
        StreamConnection from, StreamConnection to, RecordedDirection? recorded, CancellationToken stop)
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

                if (await PassBurstAsync(from, to, recorded, stop).ConfigureAwait(false) is { } end)
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
        StreamConnection from, StreamConnection to, RecordedDirection? recorded, CancellationToken stop)
    {
        var carriesDescriptors = from.CarriesDescriptors && to.CarriesDescriptors;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            TransferResult received;
            do
            {
                PassedDescriptors? descriptors = null;
                received = carriesDescriptors
                    ? Receive(from, buffer, out descriptors)
                    : await from.Transport.ReceiveAsync(buffer, stop).ConfigureAwait(false);
                if (received.Error != Errno.None || received.Count == 0)
                {
                    return EndOf(received);
                }

                from.CountReceived(received.Count);
                recorded?.Pass(buffer.AsSpan(0, received.Count), descriptors);
                var sent = await SendAsync(to, buffer.AsMemory(0, received.Count), descriptors, stop)
                    .ConfigureAwait(false);
                to.CountSent(sent.Count);
                if (sent.Error != Errno.None)
                {
                    return new PumpEnd(PumpOutcome.DestinationFailed, sent.Error, received.Count - sent.Count);
                }

                if (recorded is { HasRoom: false })
                {
                    await recorded.WaitForRoomAsync(stop).ConfigureAwait(false);
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

    private static PumpEnd? EndOf(TransferResult received) => received.Error switch
    {
        Errno.None => new PumpEnd(PumpOutcome.EndOfInput),
        // Nothing is there after all: the burst is over.
        Errno.EAGAIN => null,
        _ => new PumpEnd(PumpOutcome.SourceFailed, received.Error),
    };

    private static TransferResult Receive(StreamConnection from, Span<byte> buffer, out PassedDescriptors? descriptors)
    {
        var error = from.TryReceive(buffer, out var count, out descriptors);
        return new TransferResult(count, error);
    }

    private static ValueTask<TransferResult> SendAsync(
        StreamConnection to, ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken stop) =>
        descriptors is null ? to.Transport.SendAsync(bytes, stop) : PassOnAsync(to, bytes, descriptors, stop);

    /// <summary>The descriptors go with the first of the bytes, as they came.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal static async ValueTask<TransferResult> PassOnAsync(
        StreamConnection to, ReadOnlyMemory<byte> bytes, PassedDescriptors descriptors, CancellationToken stop)
    {
        using (descriptors)
        {
            var first = await to.PassOnAsync(bytes, descriptors, stop).ConfigureAwait(false);
            if (first.Error != Errno.None || first.Count == bytes.Length)
            {
                return first;
            }

            var rest = await to.Transport.SendAsync(bytes[first.Count..], stop).ConfigureAwait(false);
            return new TransferResult(first.Count + rest.Count, rest.Error);
        }
    }
}
