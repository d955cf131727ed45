using System.Buffers;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Datagrams;
using Soquete.Interop;

namespace Soquete.Relaying.Messages;

/// <summary>Datagrams to and from one peer, or, on a bound socket, from anybody and to who spoke last.</summary>
internal sealed class DatagramEnd : ImpairedEnd
{
    private readonly DatagramSocket _socket;
    private readonly BatchPool _batches;
    private DatagramBatch? _batch;
    private DatagramBatch.Position _position;
    private byte[]? _buffer;
    private ReceivedDatagram _last;

    /// <summary>Takes a socket over.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="line">The line to it; null for one that does nothing wrong.</param>
    /// <param name="outgoing">Where what is sent to it is counted.</param>
    public DatagramEnd(DatagramSocket socket, ImpairedLine? line, FlowTotals outgoing)
        : base(socket.Association ?? OfAnybody(socket), line, outgoing)
    {
        _socket = socket;
        _batches = BatchPool.For(socket);
        if (socket.Peer is null)
        {
            socket.Undeliverable += _ => outgoing.Undeliverable(1);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out var message))
            {
                return message;
            }

            if (!TryFill())
            {
                await _socket.WaitForDatagramsAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override void Abort() => _ = _socket.DisposeAsync().AsTask();

    public override ValueTask DisposeAsync()
    {
        GiveBack();
        return _socket.DisposeAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask SendNowAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        using (descriptors)
        {
            var control = SourceOf(descriptors);
            var to = _socket.Peer is null ? _last.Source : default;
            if (_socket.Peer is null && to.Kind == DatagramPeerKind.Unbound)
            {
                Outgoing.Dropped(1);
                return;
            }

            var error = _socket.PassOn(bytes.Span, to.Name, control, out var undeliverable);
            Outgoing.Undeliverable(undeliverable);
            if (error is Errno.EAGAIN or Errno.ENOBUFS)
            {
                await _socket.PassOnAsync(bytes, to, control, cancellationToken).ConfigureAwait(false);
                error = Errno.None;
            }

            Note(error, bytes.Length);
        }
    }

    private void Note(Errno error, int bytes)
    {
        if (error == Errno.None)
        {
            CountSent(bytes);
        }
        else if (error == Errno.EMSGSIZE)
        {
            throw new MessageTooLongException(Peer.Association.ToString(), "sendto", null);
        }
        else if (_socket.IsUnix && _socket.Peer is not null)
        {
            throw Failure.Of(error, "sendto", Peer.Association.ToString());
        }
        else
        {
            Outgoing.Dropped(1);
        }
    }

    /// <summary>
    /// Control data: descriptors in the unix domain, the address that an answer comes from in the other.
    /// </summary>
    private byte[]? SourceOf(PassedDescriptors? descriptors)
    {
        if (_socket.IsUnix && descriptors is not null)
        {
            return descriptors.ToControl();
        }

        return _socket.Peer is null && _socket.IsWildcardFor(_last.Source) ? SourceControl.For(_last.Facts) : null;
    }

    private bool TryTake(out IncomingMessage message)
    {
        message = default;
        while (_batch is { } batch && batch.TryTake(ref _position, _buffer, out var datagram))
        {
            _last = datagram;
            if (datagram.IsTruncated)
            {
                continue;
            }

            CountReceived(datagram.Count);
            // The batch is emptied before it is used again; what was taken out of it here is not its own any more.
            var descriptors = datagram.Descriptors is null ? null : batch.TakeDescriptors(_position.Slot - 1);
            message = new IncomingMessage(_buffer.AsMemory(0, datagram.Count), descriptors);
            return true;
        }

        return false;
    }

    private bool TryFill()
    {
        _batch ??= _batches.Rent();
        _buffer ??= ArrayPool<byte>.Shared.Rent(_batch.Block.PayloadBytes);
        _position = default;
        var undeliverable = 0;
        var isAny = _socket.Peer is null
            ? _socket.TryReceive(_batch)
            : _socket.TryReceive(_batch, out undeliverable);
        Outgoing.Undeliverable(undeliverable);
        if (!isAny)
        {
            GiveBack();
        }

        return isAny;
    }

    private void GiveBack()
    {
        if (_batch is { } batch && _buffer is { } buffer)
        {
            (_batch, _buffer) = (null, null);
            _batches.Return(batch);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Association OfAnybody(DatagramSocket socket) => new(
        socket.Protocol, socket.LocalEnds[0], SocketEnd.Local("(anybody)"));
}
