using System.Buffers;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Impairments;
using Soquete.Interop;
using Soquete.Relaying.Messages;
using Soquete.Relaying.Recording;
using Soquete.Streams;

namespace Soquete.Relaying;

/// <summary>
/// One direction to a stream that is sent to late, or slowly, on purpose. Nothing is lost, and the end comes after the
/// last byte; a source that is faster than that waits.
/// </summary>
internal sealed class PacedPump(
    StreamConnection from, StreamConnection to, Impairment impairment, RecordedDirection? recorded)
{
    private readonly int _pieceLength = PacedDelay.PieceLength(impairment.Rate);

    private readonly bool _carriesDescriptors = from.CarriesDescriptors && to.CarriesDescriptors;
    private Errno _failure;
    private long _received;
    private long _sent;

    public async Task<PumpEnd> RunAsync(CancellationToken stop)
    {
        var pace = new PacedMessages(impairment, DeliverAsync);
        await using var closes = pace.ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(PacedDelay.LongestPiece);
        try
        {
            return await PassAllAsync(pace, buffer, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new PumpEnd(PumpOutcome.Stopped);
        }
        catch (DeliveryFailedException)
        {
            return new PumpEnd(PumpOutcome.DestinationFailed, _failure, _received - _sent);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<PumpEnd> PassAllAsync(PacedMessages pace, byte[] buffer, CancellationToken stop)
    {
        while (true)
        {
            var (received, descriptors) = await ReceiveAsync(buffer, stop).ConfigureAwait(false);
            if (received.Error != Errno.None)
            {
                return new PumpEnd(PumpOutcome.SourceFailed, received.Error);
            }

            if (received.Count == 0)
            {
                await pace.CompleteAsync().WaitAsync(stop).ConfigureAwait(false);
                return new PumpEnd(PumpOutcome.EndOfInput);
            }

            from.CountReceived(received.Count);
            _received += received.Count;
            recorded?.Pass(buffer.AsSpan(0, received.Count), descriptors);
            for (var start = 0; start < received.Count; start += _pieceLength)
            {
                var piece = buffer.AsSpan(start, Math.Min(_pieceLength, received.Count - start));
                var message = OwnedMessage.Of(piece, start == 0 ? descriptors : null);
                await pace.SubmitAsync(message, stop).ConfigureAwait(false);
            }

            if (recorded is { HasRoom: false })
            {
                await recorded.WaitForRoomAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<(TransferResult Received, PassedDescriptors? Descriptors)> ReceiveAsync(
        byte[] buffer, CancellationToken stop)
    {
        while (_carriesDescriptors)
        {
            var ready = await from.Transport.ReceiveAsync(Memory<byte>.Empty, stop).ConfigureAwait(false);
            if (ready.Error != Errno.None)
            {
                return (ready, null);
            }

            var error = from.TryReceive(buffer, out var count, out var descriptors);
            if (error != Errno.EAGAIN)
            {
                return (new TransferResult(count, error), descriptors);
            }
        }

        return (await from.Transport.ReceiveAsync(buffer, stop).ConfigureAwait(false), null);
    }

    private async ValueTask DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        var sent = message.Descriptors is { } descriptors
            ? await SocketPump.PassOnAsync(to, message.Bytes, descriptors, cancellationToken).ConfigureAwait(false)
            : await to.Transport.SendAsync(message.Bytes, cancellationToken).ConfigureAwait(false);
        to.CountSent(sent.Count);
        _sent += sent.Count;
        if (sent.Error != Errno.None)
        {
            _failure = sent.Error;
            throw new DeliveryFailedException();
        }
    }

    /// <summary>Ends the pace; the error is beside it.</summary>
    private sealed class DeliveryFailedException : Exception;
}
