using System.Net.Sockets;

namespace Soquete.Interop;

/// <summary>
/// Closes connected sockets in order. The runtime's handle resets a TCP connection when it is disposed (SO_LINGER of
/// 0), and its <see cref="Socket"/>, which does not, asks the kernel eight questions before it takes a handle over.
/// </summary>
internal static class VacantSocket
{
    // Opened when it is first needed; it is of this process for good.
    private static readonly SafeSocketHandle Vacant = Open();

    /// <summary>Has the descriptor ready, so that none has to be had later, when they may have run out.</summary>
    public static void Prepare() => _ = Vacant.IsInvalid;

    /// <summary>close(2), reported, of a socket that nothing is under way on.</summary>
    /// <remarks>
    /// A thread that waits in poll(2) would keep the connection open, so that is shut down first, which wakes it. Then
    /// dup3(2) puts a socket without a peer in its place, which closes it as close(2) would. So the number stays the
    /// handle's until the last call on it is out, and what the handle resets is nobody's connection.
    /// </remarks>
    public static void Close(SafeSocketHandle socket)
    {
        if (socket.IsClosed || socket.IsInvalid)
        {
            return;
        }

        var start = CallHook.Now();
        var number = CallHook.IsEnabled ? NativeSocket.Number(socket) : "";
        _ = LibC.Shutdown(socket, (int)ShutdownHow.Both);
        if (LibC.DuplicateTo(Vacant, (int)socket.DangerousGetHandle(), SocketKind.CloseOnExec) >= 0)
        {
            socket.Dispose();
        }
        else
        {
            new Socket(socket).Dispose();
        }

        CallHook.Report("close", number, 0, Errno.None, start);
    }

    private static SafeSocketHandle Open()
    {
        var type = SocketKind.Stream | SocketKind.CloseOnExec | SocketKind.NonBlocking;
        return new SafeSocketHandle(LibC.Socket(Domain.Unix, type, 0), ownsHandle: true);
    }
}
