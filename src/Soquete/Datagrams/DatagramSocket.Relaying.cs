using System.Net;
using Soquete.Addresses;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>
/// For relays, which send on what they received. These neither wait nor throw for what happens to single datagrams.
/// </content>
public sealed partial class DatagramSocket
{
    /// <summary>
    /// How often a call is made again that told of an error of earlier datagrams: each sends nothing, and one that
    /// brings as many errors back as it sends would not come to an end.
    /// </summary>
    private const int MostErrorsInARow = 16;

    /// <summary>Waits until there is something to receive, or to be told.</summary>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    internal ValueTask WaitForDatagramsAsync(CancellationToken cancellationToken) =>
        WaitToReceiveAsync(cancellationToken);

    /// <summary>Receives what is there now from the peer of this connected socket.</summary>
    /// <param name="batch">Where it goes; it is emptied first.</param>
    /// <param name="undeliverable">How many errors of sent datagrams were told.</param>
    /// <returns>False where there is nothing.</returns>
    /// <exception cref="SoqueteException">The socket itself failed.</exception>
    internal bool TryReceive(DatagramBatch batch, out int undeliverable)
    {
        undeliverable = 0;
        for (var tries = 0; ; tries++)
        {
            RequireOpen();
            var part = _parts[0];
            if (_joins)
            {
                part.JoinReceived();
            }

            batch.PrepareToReceive();
            var error = NativeMessages.ReceiveMany(
                part.Socket, batch.Block, batch.Slots, waits: false, out var received);
            if (error == Errno.None)
            {
                batch.TakeIn(received, part);
                CountReceived(batch.Count, batch.Bytes);
                return true;
            }

            var told = TakeToldErrors(part);
            undeliverable += told;
            if (error == Errno.EAGAIN && told == 0)
            {
                return false;
            }

            if (part.IsUnix || tries > MostErrorsInARow)
            {
                throw Failure.Of(error, "recvmmsg", NameOf(part));
            }
        }
    }

    /// <summary>
    /// Sends slots of a batch, all to one peer: that of this connected socket, or the one that the slots name.
    /// Datagrams that are too long are passed over, and so are those that have no way.
    /// </summary>
    internal PassedOn PassOn(DatagramBatch batch, int firstSlot, int slots)
    {
        var namesPeers = _parts[0].Remote is null;
        // Before they are sent: a refusal comes back at once, and another thread may go on to the next address then.
        Keep(batch, firstSlot, firstSlot + slots);
        var sending = new BatchSending(batch, firstSlot, slots, namesPeers);
        var total = new PassedOn(0, 0, 0, firstSlot, 0, Errno.None);
        for (var errors = 0; !sending.IsDone && total.Error == Errno.None;)
        {
            RequireOpen();
            var part = (namesPeers ? PartFor(batch.NameOf(firstSlot)) : null) ?? _parts[0];
            var error = sending.SendRun(part, null, out var datagrams, out var bytes);
            CountSent(datagrams, bytes);
            var told = error == Errno.None ? 0 : TakeToldErrors(part);
            total = new PassedOn(
                total.Datagrams + datagrams, total.Bytes + bytes, total.Undeliverable + told, sending.NextSlot,
                sending.NextSegment, IsOfReceiver(part, error) ? error : Errno.None);
            errors = datagrams > 0 ? 0 : errors + 1;
            if (error != Errno.None && total.Error == Errno.None && !IsOfEarlier(error, told, errors))
            {
                sending.SkipSlot();
            }
        }

        return total with { NextSlot = sending.NextSlot, NextSegment = sending.NextSegment };
    }

    /// <summary>
    /// Sends one datagram, with control data or none, to the peer of this connected socket or to one that is named.
    /// </summary>
    /// <returns>Why it was not taken: EAGAIN and ENOBUFS where there is no room.</returns>
    internal Errno PassOn(
        ReadOnlySpan<byte> datagram, in SocketName to, ReadOnlySpan<byte> control, out int undeliverable)
    {
        undeliverable = 0;
        Keep(datagram);
        for (var tries = 0; ; tries++)
        {
            RequireOpen();
            var part = PartFor(to) ?? _parts[0];
            var name = part.Local.Domain == Domain.Inet6 ? to.ToInet6() : to;
            var error = NativeMessages.Send(part.Socket, datagram, name, control, out var count);
            if (error == Errno.None)
            {
                CountSent(1, count);
                return Errno.None;
            }

            var told = TakeToldErrors(part);
            undeliverable += told;
            if (part.IsUnix || !IsOfEarlier(error, told, tries))
            {
                return error;
            }
        }
    }

    /// <summary>Sends one datagram, waiting for room.</summary>
    /// <exception cref="SoqueteException">It failed.</exception>
    internal ValueTask PassOnAsync(
        ReadOnlyMemory<byte> datagram, DatagramPeer to, byte[]? control, CancellationToken cancellationToken) =>
        SendOneAsync(datagram, to, control, cancellationToken);

    /// <summary>Whether an answer to a peer has to say which address it comes from.</summary>
    internal bool IsWildcardFor(in DatagramPeer peer) => PartFor(peer.Name) is { IsWildcard: true };

    /// <summary>The end of this bound socket that a datagram was sent to.</summary>
    internal SocketEnd EndSpokenTo(DatagramBatch batch, int slot)
    {
        var part = PartFor(batch.NameOf(slot)) ?? _parts[0];
        return DatagramFacts.Read(batch.ControlOf(slot)).LocalAddress is { } address
            && part.Local.TryGetInternet(out var local)
            ? SocketEnd.Of(SocketName.FromInternet(new IPEndPoint(address, local.Port)))
            : LocalEnds[0];
    }

    /// <summary>
    /// Whether the next datagrams would fare no better: the queue is full, or in the unix domain its owner is gone.
    /// </summary>
    private static bool IsOfReceiver(DatagramPart part, Errno error) =>
        error is Errno.EAGAIN or Errno.ENOBUFS || (part.IsUnix && error != Errno.EMSGSIZE);

    /// <summary>
    /// Whether an error is of earlier datagrams, so that the one at hand was not tried. Another call may have taken its
    /// report out of the queue.
    /// </summary>
    private static bool IsOfEarlier(Errno error, int told, int tries) =>
        error != Errno.EMSGSIZE && (told > 0 || ErrorQueue.CanBe(error)) && tries <= MostErrorsInARow;

    private int TakeToldErrors(DatagramPart part)
    {
        var told = 0;
        while (TakeError(part, out var error) is { } undeliverable)
        {
            told++;
            if (part.Remote is null)
            {
                Undeliverable?.Invoke(undeliverable);
            }
            else if (TrySwitch(part, error))
            {
                break;
            }
        }

        return told;
    }

    /// <summary>Keeps what was sent as long as the first address of several may refuse it.</summary>
    private void Keep(DatagramBatch batch, int firstSlot, int end)
    {
        for (var slot = firstSlot; slot < end && _unanswered is not null; slot++)
        {
            var bytes = batch.BytesOf(slot);
            for (var i = 0; i < batch[slot].Segments; i++)
            {
                var length = Math.Min(batch[slot].SegmentBytes, bytes.Length);
                Keep(bytes[..length]);
                bytes = bytes[length..];
            }
        }
    }
}
