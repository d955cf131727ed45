using System.Runtime.CompilerServices;
using Soquete.Ancillary;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>Receiving.</content>
public sealed partial class DatagramSocket
{
    /// <summary>The longest packet of IPv4 (RFC 791 §3.1).</summary>
    private const int LongestPacket = 65535;

    private readonly Task<Errno>?[] _waits;
    private Task<Task<Errno>>? _anyWait;
    private ShortWait _shortWait;
    private DatagramBatch? _joined;
    private byte[]? _withHeader;
    private PassedDescriptors? _unclaimed;
    private DatagramBatch.Position _position;
    private long _datagramsReceived;
    private long _bytesReceived;
    private long _datagramsRefused;
    private int _turn;

    /// <summary>Receives one datagram, once there is one.</summary>
    /// <param name="buffer">Where its bytes go; what does not fit is gone, which the result says.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="SoqueteException">
    /// On a connected socket: the peer's port is closed (refused), or another error was told of what was sent before.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedDatagram> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            RequireOpen();
            if (TryReceive(buffer.Span, waits: false, out var datagram))
            {
                _shortWait.Found();
                return datagram;
            }

            if (!_shortWait.TryYield())
            {
                await WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Receives what is there, as many datagrams as the batch has room for, once there is one.</summary>
    /// <param name="batch">Where they go; it is emptied first.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <returns>How many came.</returns>
    /// <inheritdoc cref="ReceiveAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(DatagramBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            RequireOpen();
            if (TryReceive(batch))
            {
                _shortWait.Found();
                return batch.Count;
            }

            if (!_shortWait.TryYield())
            {
                await WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Receives what is there now, without waiting.</summary>
    /// <param name="batch">Where it goes; it is emptied first.</param>
    /// <returns>False where there is nothing.</returns>
    /// <inheritdoc cref="ReceiveAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public bool TryReceive(DatagramBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return TryReceive(batch, waits: false);
    }

    private bool TryReceive(DatagramBatch batch, bool waits)
    {
        // What came joined and was not all taken yet is older than anything else.
        if (_joined is not null && batch.TryTakeFrom(_joined, ref _position))
        {
            return true;
        }

        for (var tries = 0; tries < _parts.Length; tries++)
        {
            var part = NextPart();
            if (_joins && batch.Block.PayloadBytes >= DatagramBatch.DefaultSlotBytes)
            {
                part.JoinReceived();
            }

            var waitsInCall = waits && _parts.Length == 1;
            if (part.JoinsReceived && batch.Block.PayloadBytes < DatagramBatch.DefaultSlotBytes
                ? TryFillParted(part, batch, waitsInCall)
                : TryFill(part, batch, waitsInCall))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryReceive(Span<byte> buffer, bool waits, out ReceivedDatagram datagram)
    {
        CloseUnclaimed();
        var waitsInCall = waits && _parts.Length == 1;
        for (var tries = 0; tries < _parts.Length; tries++)
        {
            var part = NextPart();
            if (part.JoinsReceived
                ? TryReceiveJoined(part, buffer, waitsInCall, out datagram)
                : TryReceive(part, buffer, waitsInCall, out datagram))
            {
                return true;
            }
        }

        datagram = default;
        return false;
    }

    /// <summary>
    /// Closes what came with the last datagram and nobody took: else a peer could use up all descriptors.
    /// </summary>
    private void CloseUnclaimed() => Interlocked.Exchange(ref _unclaimed, null)?.Dispose();

    /// <summary>Takes turns, so that a steady flow on one keeps no other waiting.</summary>
    private DatagramPart NextPart() =>
        _parts.Length == 1 ? _parts[0] : _parts[(_turn++ & int.MaxValue) % _parts.Length];

    private bool TryReceive(DatagramPart part, Span<byte> given, bool waits, out ReceivedDatagram datagram)
    {
        // The header is to take none of the caller's room.
        var buffer = part.LeadsWithHeader ? (_withHeader ??= new byte[LongestPacket]) : given;
        Span<byte> name = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[part.IsUnix ? ReceivedControl.Room : DatagramFacts.InternetRoom];
        var more = waits ? MessageFlags.WaitForOne : MessageFlags.None;
        while (true)
        {
            var error = NativeMessages.Receive(part.Socket, buffer, name, control, more, out var receipt);
            if (error != Errno.None)
            {
                datagram = default;
                if (SurviveReceiving(part, error))
                {
                    continue;
                }

                return false;
            }

            RequireOpenAfter(waits);
            var filled = control[..receipt.ControlLength];
            var source = SocketName.FromBytes(name[..receipt.NameLength]).Unmapped();
            var length = receipt.Length;
            if (part.LeadsWithHeader)
            {
                var header = LeadingHeader.LengthOf(buffer[..Math.Min(length, buffer.Length)]);
                length -= header;
                buffer.Slice(header, Math.Min(length, given.Length)).CopyTo(given);
            }

            datagram = new ReceivedDatagram(
                Math.Min(length, given.Length), length, source, DatagramFacts.Read(filled),
                part.IsUnix ? ReceivedControl.Read(filled, receipt.Flags) : default);
            if (Admit(part, source, datagram))
            {
                return true;
            }
        }
    }

    /// <summary>From where the kernel joins what it receives, datagrams are taken one by one out of a batch.</summary>
    private bool TryReceiveJoined(
        DatagramPart part, Span<byte> buffer, bool waits, out ReceivedDatagram datagram)
    {
        _joined ??= new DatagramBatch(slots: 1);
        while (!_joined.TryTake(ref _position, buffer, out datagram))
        {
            _position = default;
            if (!TryFill(part, _joined, waits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A batch whose slots are too small for joined datagrams would lose all but the first of them.</summary>
    private bool TryFillParted(DatagramPart part, DatagramBatch batch, bool waits)
    {
        _joined ??= new DatagramBatch(slots: 1);
        _position = default;
        return TryFill(part, _joined, waits) && batch.TryTakeFrom(_joined, ref _position);
    }

    private bool TryFill(DatagramPart part, DatagramBatch batch, bool waits)
    {
        while (true)
        {
            batch.PrepareToReceive();
            var error = NativeMessages.ReceiveMany(part.Socket, batch.Block, batch.Slots, waits, out var received);
            if (error == Errno.None)
            {
                RequireOpenAfter(waits);
                batch.TakeIn(received, part);
                if (!_filter.AcceptsAll)
                {
                    RemoveRefused(batch);
                }

                if (batch.Count > 0)
                {
                    CountReceived(batch.Count, batch.Bytes);
                    return true;
                }
            }
            else if (!SurviveReceiving(part, error))
            {
                return false;
            }
        }
    }

    /// <summary>Closing wakes a call that waits with an empty datagram that nobody sent.</summary>
    private void RequireOpenAfter(bool waiting)
    {
        if (waiting)
        {
            RequireOpen();
        }
    }

    /// <summary>Whether to try again: the error was of an earlier datagram.</summary>
    private bool SurviveReceiving(DatagramPart part, Errno error)
    {
        RequireOpen();
        if (TakeErrors(part, "recvmsg"))
        {
            return true;
        }

        return error switch
        {
            Errno.EAGAIN => false,
            // An ICMP error whose report another call took out of the queue.
            _ when part.Remote is null && !part.IsUnix && ErrorQueue.CanBe(error) => true,
            _ => throw Failure.Of(error, "recvmsg", NameOf(part)),
        };
    }

    private bool Admit(DatagramPart part, in SocketName source, in ReceivedDatagram datagram)
    {
        if (!_filter.AcceptsAll
            && IsRefused(source, new ReceivedControl(datagram.Descriptors, datagram.Credentials)))
        {
            datagram.Descriptors?.Dispose();
            Count(ref _datagramsRefused, 1);
            return false;
        }

        Volatile.Write(ref _unclaimed, datagram.Descriptors);
        CountReceived(1, datagram.Count);
        return true;
    }

    private void RemoveRefused(DatagramBatch batch) => Count(
        ref _datagramsRefused, batch.Remove(slot => IsRefused(batch.NameOf(slot), batch[slot].Control)));

    private bool IsRefused(in SocketName source, in ReceivedControl control) =>
        _filter.RefuseSender(source, control.Credentials) is not null;

    /// <summary>Whoever has answered is the peer for good.</summary>
    private void CountReceived(int datagrams, long bytes)
    {
        _unanswered = null;
        Count(ref _datagramsReceived, datagrams);
        Count(ref _bytesReceived, bytes);
    }

    private static void Count(ref long counter, long more) => Volatile.Write(ref counter, counter + more);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        var part = _parts[0];
        var error = _parts.Length == 1
            ? await part.Watch.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false)
            : await WaitForAnyAsync(cancellationToken).ConfigureAwait(false);
        RequireOpen();
        if (error != Errno.None && part == _parts[0])
        {
            throw Failure.Of(error, "epoll_ctl", Address.ToString());
        }
    }

    /// <summary>A wait on each; those that are left over serve the next call.</summary>
    private async ValueTask<Errno> WaitForAnyAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _waits[i] ??= _parts[i].Watch.WaitToReceiveAsync(CancellationToken.None).AsTask();
        }

        // It is kept where the caller gives up: another one each time would pile up on the waits.
        _anyWait ??= Task.WhenAny(_waits!);
        var ended = await _anyWait.WaitAsync(cancellationToken).ConfigureAwait(false);
        _anyWait = null;
        _waits[Array.IndexOf(_waits, ended)] = null;
        return await ended.ConfigureAwait(false);
    }
}
