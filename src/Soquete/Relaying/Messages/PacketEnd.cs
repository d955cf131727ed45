using System.Buffers;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Framing;
using Soquete.Messages;

namespace Soquete.Relaying.Messages;

/// <summary>Messages of a connection that keeps their boundaries itself.</summary>
internal sealed class PacketEnd : MessageEnd
{
    private readonly MessageConnection _connection;
    private readonly PacedMessages? _pace;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(FrameReader.MaxMessage);
    private int _closed;

    /// <summary>Takes a connection over.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="impairment">How late and how fast it is sent to.</param>
    /// <param name="outgoing">Where what is sent to it is counted.</param>
    public PacketEnd(MessageConnection connection, Impairment impairment, FlowTotals outgoing)
        : base(connection.Association, connection.PeerCredentials, outgoing)
    {
        _connection = connection;
        _pace = Pace.IsAskedFor(impairment)
            ? new PacedMessages(impairment, (message, stop) => SendNowAsync(message.Bytes, message.Descriptors, stop))
            : null;
    }

    public override bool HasEnd => true;

    public override bool IsHungUp => _connection.IsPeerGone;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = await _connection.ReceiveAsync(_buffer, cancellationToken).ConfigureAwait(false);
        if (message.IsEnd)
        {
            return IncomingMessage.End;
        }

        if (message.IsTruncated)
        {
            throw new SoqueteException(
                FailureKind.Other, Peer.Association.ToString(),
                $"a message of {message.Length} bytes is longer than the limit of {FrameReader.MaxMessage} bytes");
        }

        CountReceived(message.Count);
        return new IncomingMessage(_buffer.AsMemory(0, message.Count), message.Descriptors?.TakeAll());
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken) =>
        _pace is { } pace
            ? pace.SubmitAsync(OwnedMessage.Of(bytes.Span, descriptors), cancellationToken)
            : SendNowAsync(bytes, descriptors, cancellationToken);

    public override async ValueTask CompleteOutputAsync(CancellationToken cancellationToken)
    {
        if (_pace is { } pace)
        {
            await pace.CompleteAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _connection.CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
        await _connection.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Abort() => _connection.Abort();

    public override async ValueTask DisposeAsync()
    {
        if (_pace is { } pace)
        {
            await pace.DisposeAsync().ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendNowAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        using (descriptors)
        {
            ReadOnlyMemory<byte> rights = descriptors?.ToControl();
            await _connection.SendAsync(bytes, rights, cancellationToken).ConfigureAwait(false);
        }

        CountSent(bytes.Length);
    }
}
