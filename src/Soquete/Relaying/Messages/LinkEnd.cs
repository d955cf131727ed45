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
internal sealed class LinkEnd : MessageEnd, IRecipient
{
    private readonly PacketSocket _receiver;
    private readonly PacketSocket _sender;
    private readonly ImpairedLine? _line;
    private readonly UnderWay _underWay = new();
    private readonly FrameFinisher _finisher = new();
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(PacketSocket.UnfinishedRoom);
    private int _closed;

    /// <summary>Takes two sockets over.</summary>
    /// <param name="receiver">What frames are taken from.</param>
    /// <param name="sender">What frames are put on.</param>
    /// <param name="line">The line to it; null for one that does nothing wrong.</param>
    /// <param name="outgoing">Where what is sent to it is counted.</param>
    public LinkEnd(PacketSocket receiver, PacketSocket sender, ImpairedLine? line, FlowTotals outgoing)
        : base(AssociationOf(receiver), null, outgoing)
    {
        _receiver = receiver;
        _sender = sender;
        _line = line;
    }

    public override bool HasEnd => false;

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

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        descriptors?.Dispose();
        if (_line is null)
        {
            return SendNowAsync(bytes, cancellationToken);
        }

        _underWay.Enter();
        _line.Submit(this, OwnedMessage.Of(bytes.Span, null));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await _underWay.WaitUntilNoneAsync(cancellationToken).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
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

    async ValueTask IRecipient.DeliverAsync(OwnedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await SendNowAsync(message.Bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SoqueteException or ObjectDisposedException)
        {
            // It was taken by the line; there is nobody left to tell but who counts.
            Outgoing.Dropped(1);
        }
        finally
        {
            message.Release();
            _underWay.Leave();
        }
    }

    OwnedMessage IRecipient.Duplicate(OwnedMessage message)
    {
        _underWay.Enter();
        return message.Duplicate();
    }

    void IRecipient.Discard(OwnedMessage message)
    {
        message.Release();
        _underWay.Leave();
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
    private async ValueTask SendNowAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
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
