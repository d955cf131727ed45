using System.Net.Sockets;

namespace Soquete.Interop;

/// <content>Peers and bytes, without waiting. Whoever drives the socket reports them, since some pass without a
/// call.</content>
internal static partial class NativeSocket
{
    private const int NoWait = (int)(MessageFlags.DoNotWait | MessageFlags.NoSignal);

    /// <summary>accept4(2), of a listener that does not block; EAGAIN where nobody waits.</summary>
    public static Errno TryAccept(SafeSocketHandle listener, out int accepted)
    {
        while (true)
        {
            accepted = LibC.Accept(listener, 0, 0, SocketKind.CloseOnExec | SocketKind.NonBlocking);
            var error = ErrnoText.Of(accepted);
            if (error != Errno.EINTR)
            {
                return error;
            }
        }
    }

    /// <summary>send(2), as much as there is room for; EAGAIN where there is none.</summary>
    public static Errno TrySend(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, out int count)
    {
        while (true)
        {
            var result = LibC.Send(socket, bytes, (nuint)bytes.Length, NoWait);
            count = result < 0 ? 0 : (int)result;
            var error = ErrnoText.Of(result);
            if (error != Errno.EINTR)
            {
                return error;
            }
        }
    }

    /// <summary>recv(2), what is there; EAGAIN where there is nothing.</summary>
    public static Errno TryReceive(SafeSocketHandle socket, Span<byte> buffer, out int count)
    {
        while (true)
        {
            var result = LibC.Receive(socket, buffer, (nuint)buffer.Length, (int)MessageFlags.DoNotWait);
            count = result < 0 ? 0 : (int)result;
            var error = ErrnoText.Of(result);
            if (error != Errno.EINTR)
            {
                return error;
            }
        }
    }
}
