using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soquete.Engines;
using Soquete.Interop;

namespace Soquete.Raw;

/// <content>Receiving.</content>
public sealed partial class PacketSocket
{
    private ShortWait _shortWait;

    /// <summary>Receives one frame, once there is one.</summary>
    /// <param name="buffer">
    /// Where its bytes go, at least 20 where the socket is cooked; what does not fit is gone, which the result says.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="ArgumentException">The buffer has no room for a cooked header.</exception>
    /// <exception cref="SoqueteException">
    /// The interface is down (ENETDOWN), which is told once: receiving again waits until it is up. Or it is gone
    /// (ENODEV), which is told each time.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedFrame> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RequireRoom(buffer.Length);
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            RequireOpen();
            if (TryReceive(buffer.Span, out var frame))
            {
                _shortWait.Found();
                return frame;
            }

            if (!_shortWait.TryYield())
            {
                await _descriptor.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Receives one frame, on this thread. Closing the socket ends the wait.</summary>
    /// <param name="buffer">As of <see cref="ReceiveAsync"/>.</param>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public ReceivedFrame Receive(Span<byte> buffer)
    {
        RequireRoom(buffer.Length);
        while (true)
        {
            RequireOpen();
            if (TryReceive(buffer, out var frame))
            {
                return frame;
            }

            _descriptor.WaitToReceive(limit: null);
        }
    }

    /// <summary>Receives a frame that is there now, without waiting.</summary>
    /// <param name="buffer">As of <see cref="ReceiveAsync"/>.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False where there is none.</returns>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public bool TryReceive(Span<byte> buffer, out ReceivedFrame frame)
    {
        RequireRoom(buffer.Length);
        RequireOpen();
        return TryReceive(buffer, unfinished: 0, out frame);
    }

    /// <param name="buffer">The room, with that before the frame.</param>
    /// <param name="unfinished">How long what the kernel puts before the frame is: what was left to the
    /// hardware.</param>
    /// <param name="frame">The frame.</param>
    private bool TryReceive(Span<byte> buffer, int unfinished, out ReceivedFrame frame)
    {
        var header = _descriptor.IsCooked ? CookedPrefix.Bytes : 0;
        Span<byte> nameRoom = stackalloc byte[SocketNameBytes.Size];
        Span<byte> control = stackalloc byte[FrameFacts.Room];
        var error = NativeMessages.ReceiveFrame(
            _descriptor.Socket, buffer[header..], nameRoom, control, out var receipt);
        if (error != Errno.None)
        {
            frame = default;
            RequireOpen();
            return error == Errno.EAGAIN ? false : throw _descriptor.FailureOf(error, "recvmsg");
        }

        _descriptor.NoteFrame();
        frame = ToFrame(
            buffer[unfinished..], header, receipt.Length - unfinished, nameRoom,
            FrameFacts.Read(control[..receipt.ControlLength]));
        return true;
    }

    private static ReceivedFrame ToFrame(
        Span<byte> buffer, int header, int length, ReadOnlySpan<byte> name, in FrameFacts facts)
    {
        var told = facts.Auxiliary;
        var count = Math.Min(header + length, buffer.Length);
        var original = header + Math.Max(length, (int)told.Length);
        var tag = new TakenTag(told.Status, told.VlanTag, told.VlanProtocol);
        if (header > 0)
        {
            CookedPrefix.Write(buffer, name);
        }

        if (tag.IsThere)
        {
            count = tag.Insert(buffer, count, isCooked: header > 0);
            original += TakenTag.Bytes;
        }

        return new ReceivedFrame(
            count, original, facts.Timestamp, MemoryMarshal.Read<LinkName>(name), told.Status, tag.IsThere);
    }

    private void RequireRoom(int length)
    {
        if (_descriptor.IsCooked && length < CookedPrefix.Bytes)
        {
            throw new ArgumentException(
                $"A cooked frame begins with a header of {CookedPrefix.Bytes} bytes: the buffer has {length}.");
        }
    }
}
