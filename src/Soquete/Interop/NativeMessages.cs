using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Soquete.Interop;

/// <summary>What a message was received with.</summary>
/// <param name="Length">How long it was; more than there was room for where it was truncated.</param>
/// <param name="NameLength">How much of the name's room is its sender's name; 0 for a sender without one.</param>
/// <param name="ControlLength">How much of the room for control data is filled.</param>
/// <param name="Flags">What the kernel says of it.</param>
internal readonly record struct MessageReceipt(int Length, int NameLength, int ControlLength, MessageFlags Flags);

/// <summary>
/// Messages with names and control data, one a call or many. What cannot be done at once is EAGAIN, unless the call is
/// told to wait, on this thread. Each is reported to <see cref="CallHook"/>.
/// </summary>
internal static class NativeMessages
{
    private const MessageFlags Receiving =
        MessageFlags.DoNotWait | MessageFlags.CloseOnExec | MessageFlags.Truncated;

    private const MessageFlags Sending = MessageFlags.DoNotWait | MessageFlags.NoSignal;

    /// <summary>recvmsg(2).</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="payload">Where its bytes go.</param>
    /// <param name="name">Where its sender's name goes; may be empty.</param>
    /// <param name="control">Where control data goes; may be empty.</param>
    /// <param name="more">More flags: none, the queue of errors, or to wait for one.</param>
    /// <param name="receipt">What came.</param>
    public static Errno Receive(
        SafeSocketHandle socket, Span<byte> payload, Span<byte> name, Span<byte> control, MessageFlags more,
        out MessageReceipt receipt)
    {
        var flags = more == MessageFlags.WaitForOne ? Receiving & ~MessageFlags.DoNotWait : Receiving | more;
        return ReceiveWith(flags, socket, payload, name, control, more == MessageFlags.None, out receipt);
    }

    /// <summary>recvmsg(2) on a packet socket, which refuses flags that are of no use there.</summary>
    /// <inheritdoc cref="Receive" path="/param"/>
    public static Errno ReceiveFrame(
        SafeSocketHandle socket, Span<byte> payload, Span<byte> name, Span<byte> control, out MessageReceipt receipt) =>
        ReceiveWith(Receiving & ~MessageFlags.CloseOnExec, socket, payload, name, control, true, out receipt);

    /// <summary>sendmsg(2) with control data, sendto(2) without.</summary>
    public static Errno Send(
        SafeSocketHandle socket, ReadOnlySpan<byte> payload, in SocketName to, ReadOnlySpan<byte> control,
        out int count)
    {
        var start = CallHook.Now();
        var (result, error) = control.IsEmpty
            ? SendPlain(socket, payload, to)
            : SendWithControl(socket, payload, to.Bytes, control);
        count = error == Errno.None ? (int)result : 0;
        if (CallHook.IsEnabled)
        {
            var flags = CallNotation.FlagsText(Sending);
            var fd = NativeSocket.Number(socket);
            var (call, arguments) = control.IsEmpty
                ? ("sendto", CallNotation.SentArguments(fd, payload, flags, to))
                : ("sendmsg", $"{fd}, {CallNotation.SentMessage(payload, to, control)}, {flags}");
            CallHook.Report(call, arguments, result, error, start);
        }

        return error;
    }

    /// <summary>
    /// recvmmsg(2) into slots of a block, from the first one on; told to wait, it does for the first.
    /// </summary>
    public static Errno ReceiveMany(
        SafeSocketHandle socket, MessageBlock block, int count, bool waits, out int received)
    {
        var start = CallHook.Now();
        var flags = waits ? (Receiving & ~MessageFlags.DoNotWait) | MessageFlags.WaitForOne : Receiving;
        int result;
        Errno error;
        do
        {
            result = LibC.ReceiveMessages(socket, block.HeaderAddress(0), (uint)count, (int)flags, 0);
            error = ErrnoText.Of(result);
        }
        while (error == Errno.EINTR);

        GC.KeepAlive(block);
        received = Math.Max(result, 0);
        if (CallHook.IsEnabled)
        {
            var text = CallNotation.ManyMessages(block, 0, received, isReceived: true);
            var arguments =
                $"{NativeSocket.Number(socket)}, {text}, {count}, {CallNotation.FlagsText(flags)}, NULL";
            CallHook.Report("recvmmsg", arguments, result, error, start);
        }

        return error;
    }

    /// <summary>sendmmsg(2) of slots of a block. Fewer than asked for may be sent, which is no error.</summary>
    public static Errno SendMany(SafeSocketHandle socket, MessageBlock block, int first, int count, out int sent)
    {
        var start = CallHook.Now();
        int result;
        Errno error;
        do
        {
            result = LibC.SendMessages(socket, block.HeaderAddress(first), (uint)count, (int)Sending);
            error = ErrnoText.Of(result);
        }
        while (error == Errno.EINTR);

        GC.KeepAlive(block);
        sent = Math.Max(result, 0);
        if (CallHook.IsEnabled)
        {
            var text = CallNotation.ManyMessages(block, first, count, isReceived: false);
            var arguments = $"{NativeSocket.Number(socket)}, {text}, {count}, {CallNotation.FlagsText(Sending)}";
            CallHook.Report("sendmmsg", arguments, result, error, start);
        }

        return error;
    }

    private static (nint Result, Errno Error) SendPlain(
        SafeSocketHandle socket, ReadOnlySpan<byte> payload, in SocketName to)
    {
        // A name of no bytes that is somewhere is no name to the kernel, but a bad one; the default span is NULL.
        var name = to.Length == 0 ? default : to.Bytes;
        nint result;
        Errno error;
        do
        {
            result = LibC.SendTo(socket, payload, (nuint)payload.Length, (int)Sending, name, name.Length);
            error = ErrnoText.Of(result);
        }
        while (error == Errno.EINTR);

        return (result, error);
    }

    private static (nint Result, Errno Error) SendWithControl(
        SafeSocketHandle socket, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, ReadOnlySpan<byte> control)
    {
        nint result;
        Errno error;

        // SAFETY: the spans are fixed, and the vector is on this stack, for as long as the call runs; the kernel only
        // reads them.
        unsafe
        {
            fixed (byte* payloadAddress = payload, nameAddress = name, controlAddress = control)
            {
                var vector = new MessageVector { Base = (nint)payloadAddress, Length = (nuint)payload.Length };
                var header = new MessageHeader
                {
                    Name = (nint)nameAddress,
                    NameLength = name.Length,
                    Vectors = (nint)Unsafe.AsPointer(ref vector),
                    VectorCount = 1,
                    Control = (nint)controlAddress,
                    ControlLength = (nuint)control.Length,
                };
                do
                {
                    result = LibC.SendMessage(socket, in header, (int)Sending);
                    error = ErrnoText.Of(result);
                }
                while (error == Errno.EINTR);
            }
        }

        return (result, error);
    }

    private static Errno ReceiveWith(
        MessageFlags flags, SafeSocketHandle socket, Span<byte> payload, Span<byte> name, Span<byte> control,
        bool isVainToldOf, out MessageReceipt receipt)
    {
        var start = CallHook.Now();
        nint result;
        Errno error;
        MessageHeader header = default;

        // SAFETY: the spans are fixed, and the vector is on this stack, for as long as the call runs; it does not wait,
        // and the kernel writes no more than the lengths it is given.
        unsafe
        {
            fixed (byte* payloadAddress = payload, nameAddress = name, controlAddress = control)
            {
                var vector = new MessageVector { Base = (nint)payloadAddress, Length = (nuint)payload.Length };
                header.Name = (nint)nameAddress;
                header.NameLength = name.Length;
                header.Vectors = (nint)Unsafe.AsPointer(ref vector);
                header.VectorCount = 1;
                header.Control = (nint)controlAddress;
                header.ControlLength = (nuint)control.Length;
                do
                {
                    result = LibC.ReceiveMessage(socket, ref header, (int)flags);
                    error = ErrnoText.Of(result);
                }
                while (error == Errno.EINTR);
            }
        }

        receipt = error == Errno.None
            ? new MessageReceipt(
                (int)result, Math.Min(header.NameLength, name.Length), (int)header.ControlLength, header.Flags)
            : default;
        if (CallHook.IsEnabled && (error != Errno.EAGAIN || isVainToldOf))
        {
            var text = error == Errno.None
                ? CallNotation.ReceivedMessage(
                    payload[..Math.Min(receipt.Length, payload.Length)], name[..receipt.NameLength],
                    control[..receipt.ControlLength], receipt.Flags)
                : CallNotation.UnfilledMessage;
            CallHook.Report(
                "recvmsg", $"{NativeSocket.Number(socket)}, {text}, {CallNotation.FlagsText(flags)}", result, error,
                start);
        }

        return error;
    }
}
