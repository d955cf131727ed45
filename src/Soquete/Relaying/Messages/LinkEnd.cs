using System.Buffers;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Raw;

namespace Soquete.Relaying.Messages;

/// <summary>
/// The frames of an interface, from all who are on its link and to all: a bridge's end. What is taken is what was on
/// the wire: checksums that were left to the hardware are written, and frames that are larger than the link takes
/// parted.
/// </summary>
internal sealed class LinkEnd : ImpairedEnd
{
    private readonly PacketSocket _receiver;
    private readonly PacketSocket _sender;
    private readonly FrameFinisher _finisher = new();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(PacketSocket.UnfinishedRoom);
    private int _closed;

    /// <summary>Takes two sockets over.</summary>
    /// <param name="receiver">What frames are taken from.</param>
    /// <param name="sender">What frames are put on.</param>
    /// <param name="line">The line to it; null for one that does nothing wrong.</param>
    /// <param name="outgoing">Where what is sent to it is counted.</param>
    public LinkEnd(PacketSocket receiver, PacketSocket sender, ImpairedLine? line, FlowTotals outgoing)
        : base(AssociationOf(receiver), line, outgoing)
    {
        _receiver = receiver;
        _sender = sender;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> frame;
        while (!_finisher.TryNext(out frame))
        {
            await TryBeginAsync(cancellationToken).ConfigureAwait(false);
        }

        CountReceived(frame.Length);
        return new IncomingMessage(frame);
    }

    public override void Abort()
    {
        _ = _receiver.DisposeAsync().AsTask();
        _ = _sender.DisposeAsync().AsTask();
    }

    public override async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync().ConfigureAwait(false);
        await _sender.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private static Association AssociationOf(PacketSocket socket) => new(
        "packet", SocketEnd.Local(socket.InterfaceName), SocketEnd.Local("(everybody)"));

    /// <summary>A frame that is cut, or of which it is not known how to finish it, is passed over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (frame, left) = await _receiver
                .ReceiveUnfinishedAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (!frame.IsTruncated)
            {
                var bytes = _buffer.AsMemory(PacketSocket.UnfinishedBytes, frame.Count);
                _finisher.TryBegin(bytes, _receiver.NetworkOffset(bytes.Span), left);
            }
        }
        catch (SoqueteException e) when (e.ErrorName is "ENETDOWN" or "EINVAL")
        {
            // Down: frames come again when it is up. Or a frame of a kind that the kernel cannot tell of (packet_rcv).
        }
    }

    /// <summary>What the link does not take does not stop the rest.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask SendNowAsync(
        ReadOnlyMemory<byte> frame, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        // A link has no place for descriptors: they end here.
        descriptors?.Dispose();
        try
        {
            await _sender.SendAsync(frame, cancellationToken).ConfigureAwait(false);
            CountSent(frame.Length);
        }
        catch (Exception e) when (e is ArgumentException or MessageTooLongException
            or SoqueteException { ErrorName: "ENETDOWN" })
        {
            Outgoing.Undeliverable(1);
        }
    }
}
