using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>connect(2) that survives a signal.</summary>
/// <remarks>
/// It cannot simply be made again: in the internet domain the connection is still being established after EINTR, and
/// the second call would say EALREADY (connect(3p)). In the unix domain nothing has begun, so there it is made again.
/// </remarks>
internal static class InterruptedConnect
{
    public static Errno Run(SafeSocketHandle socket, in SocketName name)
    {
        Errno error;
        do
        {
            error = ErrnoText.Of(LibC.Connect(socket, name.Bytes, name.Length));
        }
        while (error == Errno.EINTR && name.Domain == Domain.Unix);

        return error == Errno.EINTR ? AwaitOutcome(socket) : error;
    }

    private static Errno AwaitOutcome(SafeSocketHandle socket)
    {
        using var held = new HeldDescriptor(socket);
        Span<PollDescriptor> writable = [new() { Descriptor = held.Number, Requested = PollDescriptor.Out }];
        var error = NativeFile.Poll(writable, -1, out _);
        return error == Errno.None ? PendingError(socket) : error;
    }

    /// <summary>SO_ERROR, which taking clears: how a connect ended that was waited for. Not reported.</summary>
    public static Errno PendingError(SafeSocketHandle socket)
    {
        var option = SocketOption.SoError;
        Span<byte> value = stackalloc byte[sizeof(int)];
        var length = value.Length;
        var error = ErrnoText.Of(LibC.GetSocketOption(socket, option.Level, option.Name, value, ref length));
        return error == Errno.None ? (Errno)MemoryMarshal.Read<int>(value) : error;
    }
}
