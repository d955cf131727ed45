using Soquete.Ancillary;
using Soquete.Datagrams;
using Soquete.Interop;
using Soquete.Relaying.Messages;

namespace Soquete.Relaying.Sessions;

/// <summary>
/// To a datagram peer, by batches that are sent as they were received. What a full UDP socket does not take is dropped,
/// as the network does. The unix domain loses nothing, so what a full receiver does not take waits for it, up to the
/// limit of the <see cref="Outbox"/>; what comes beyond that is dropped too, or it would make all others wait.
/// </summary>
/// <param name="to">The peer; the default is that of the connected socket.</param>
/// <param name="control">
/// What the kernel told of a datagram of the peer's, so that answers come from where it spoke to; empty where they come
/// from there anyhow.
/// </param>
/// <param name="line">The line to it; null for one that does nothing wrong.</param>
/// <param name="flow">Where it is counted.</param>
/// <param name="fail">Takes the failure after which the peer gets nothing more.</param>
internal sealed class DatagramLane(
    DatagramPeer to, byte[] control, ImpairedLine? line, FlowTotals flow, Action<Exception> fail) : Lane(line, flow)
{
    private readonly byte[]? _source = SourceControl.For(DatagramFacts.Read(control));
    private readonly Lock _lock = new();
    private Outbox? _outbox;
    private DatagramSocket? _socket;
    private MessagePeer? _peer;
    private bool _isClosed;

    /// <summary>Whether the peer can be sent to: a unix socket without a name cannot.</summary>
    public bool HasPeer { get; init; } = true;

    /// <summary>Lets datagrams wait until the socket is open.</summary>
    public void Hold() => Overflow().Hold();

    /// <summary>The socket is open, and stays so until this is closed.</summary>
    public void Open(DatagramSocket socket, MessagePeer peer)
    {
        (_socket, _peer) = (socket, peer);
        _outbox?.Open();
    }

    /// <summary>Passes a message on from a source that can wait. The descriptors are taken over.</summary>
    public async ValueTask PassAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (HasLine)
        {
            Submit(OwnedMessage.Of(message.Bytes.Span, message.Descriptors));
            return;
        }

        using (message.Descriptors)
        {
            await SendAsync(message.Bytes, message.Descriptors, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        await base.DrainAsync(cancellationToken).ConfigureAwait(false);
        await (_outbox?.DrainAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public override void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _outbox?.Close();
        }
    }

    protected override void PassNow(DatagramBatch batch, int firstSlot, int slots)
    {
        for (var (slot, end) = (firstSlot, firstSlot + slots); slot < end;)
        {
            if (_outbox is { IsIdle: false } outbox)
            {
                Each(batch, slot, end - slot, outbox.Add);
                return;
            }

            var run = HasPeer ? PlainRun(batch, slot, end) : 0;
            if (run > 0)
            {
                PassRun(batch, slot, run);
            }
            else
            {
                Each(batch, slot, 1, PassNow);
            }

            slot += Math.Max(run, 1);
        }
    }

    protected override void PassNow(OwnedMessage message)
    {
        if (_outbox is { IsIdle: false } outbox)
        {
            outbox.Add(message);
            return;
        }

        var error = HasPeer ? Send(message.Bytes.Span, message.Descriptors) : Errno.EDESTADDRREQ;
        if (error == Errno.EAGAIN && _socket!.IsUnix)
        {
            Overflow().Add(message);
            return;
        }

        Note(error, message.Length);
        message.Release();
    }

    /// <summary>How many slots can be sent as they are: whole, and without descriptors.</summary>
    private static int PlainRun(DatagramBatch batch, int slot, int end)
    {
        var first = slot;
        while (slot < end && !batch.IsTruncated(slot) && batch[slot].Control.Descriptors is null)
        {
            slot++;
        }

        return slot - first;
    }

    private void PassRun(DatagramBatch batch, int firstSlot, int slots)
    {
        var datagrams = 0;
        for (var slot = firstSlot; slot < firstSlot + slots; slot++)
        {
            datagrams += batch[slot].Segments;
            if (to.Name.Length > 0)
            {
                batch.Readdress(slot, to.Name, control);
            }
        }

        if (!TryPassOn(batch, firstSlot, slots, out var passed))
        {
            Flow.Dropped(datagrams);
            return;
        }

        Flow.Sent(passed.Datagrams, passed.Bytes);
        Flow.Undeliverable(passed.Undeliverable);
        _peer!.NoteSent(passed.Datagrams, passed.Bytes);
        var left = datagrams - passed.Datagrams;
        if (passed.Error == Errno.EAGAIN && _socket!.IsUnix)
        {
            var slotsLeft = firstSlot + slots - passed.NextSlot;
            left -= Each(batch, passed.NextSlot, slotsLeft, Overflow().Add, passed.NextSegment);
        }
        else if (passed.Error != Errno.None && _socket!.IsUnix)
        {
            fail(Failed(passed.Error));
        }

        Flow.Dropped(left);
    }

    /// <summary>A session may end while datagrams come for it.</summary>
    private bool TryPassOn(DatagramBatch batch, int firstSlot, int slots, out PassedOn passed)
    {
        try
        {
            passed = _socket?.PassOn(batch, firstSlot, slots) ?? default;
            return _socket is not null;
        }
        catch (ObjectDisposedException)
        {
            passed = default;
            return false;
        }
    }

    private Errno Send(ReadOnlySpan<byte> bytes, PassedDescriptors? descriptors)
    {
        Span<byte> rights = stackalloc byte[descriptors is null ? 0 : ReceivedControl.Room];
        var sent = descriptors is null ? _source : rights[..descriptors.Write(rights)];
        if (_socket is null)
        {
            return Errno.ECANCELED;
        }

        try
        {
            var error = _socket.PassOn(bytes, to.Name, sent, out var undeliverable);
            Flow.Undeliverable(undeliverable);
            return error;
        }
        catch (ObjectDisposedException)
        {
            return Errno.ECANCELED;
        }
    }

    private async ValueTask SendAsync(
        ReadOnlyMemory<byte> bytes, PassedDescriptors? descriptors, CancellationToken cancellationToken)
    {
        var error = HasPeer ? Send(bytes.Span, descriptors) : Errno.EDESTADDRREQ;
        if (error is Errno.EAGAIN or Errno.ENOBUFS)
        {
            var control = descriptors?.ToControl() ?? _source;
            await _socket!.PassOnAsync(bytes, to, control, cancellationToken).ConfigureAwait(false);
            error = Errno.None;
        }

        Note(error, bytes.Length);
    }

    private void Note(Errno error, int bytes)
    {
        if (error == Errno.None)
        {
            Flow.Sent(1, bytes);
            _peer!.NoteSent(1, bytes);
            return;
        }

        Flow.Dropped(1);
        if (HasPeer && _socket is { IsUnix: true } && error is not (Errno.EMSGSIZE or Errno.ECANCELED))
        {
            fail(Failed(error));
        }
    }

    private SoqueteException Failed(Errno error) => Failure.Of(error, "sendto", _peer!.Association.ToString());

    private Outbox Overflow()
    {
        lock (_lock)
        {
            _outbox ??= new Outbox(
                (message, cancellationToken) => SendAsync(message.Bytes, message.Descriptors, cancellationToken),
                Flow.Dropped, fail);
            if (_isClosed)
            {
                _outbox.Close();
            }

            return _outbox;
        }
    }
}
