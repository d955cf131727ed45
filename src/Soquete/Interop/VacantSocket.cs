using System.Net.Sockets;

namespace Soquete.Interop;

/// <summary>
/// Closes connected sockets in order. The runtime's handle resets a TCP connection when it is disposed (SO_LINGER of
/// 0), and its <see cref="Socket"/>, which does not, asks the kernel eight questions before it takes a handle over.
/// </summary>
internal static class VacantSocket
{
    private static SafeSocketHandle? _vacant;

    /// <summary>
    /// Has the descriptor ready, so that none has to be had later, when they may have run out. It is of this process
    /// for good.
    /// </summary>
    public static void Prepare() => _ = Vacant();

    /// <summary>close(2), reported, of a socket that nothing is under way on.</summary>
    /// <remarks>
    /// dup3(2) puts a socket without a peer in its place, which closes it as close(2) would: who else was given the
    /// socket keeps it. The number stays the handle's until the last call on it is out, and what the handle resets is
    /// nobody's connection.
    /// </remarks>
    public static void Close(SafeSocketHandle socket)
    {
        if (socket.IsClosed || socket.IsInvalid)
        {
            return;
        }

        var start = CallHook.Now();
        var number = CallHook.IsEnabled ? NativeSocket.Number(socket) : "";
        if (Vacant() is { } vacant
            && LibC.DuplicateTo(vacant, (int)socket.DangerousGetHandle(), SocketKind.CloseOnExec) >= 0)
        {
            socket.Dispose();
        }
        else
        {
            new Socket(socket).Dispose();
        }

        CallHook.Report("close", number, 0, Errno.None, start);
    }

    /// <summary>The socket without a peer; null where no descriptor can be had for it.</summary>
    private static SafeSocketHandle? Vacant()
    {
        if (Volatile.Read(ref _vacant) is { } vacant)
        {
            return vacant;
        }

        const int Type = SocketKind.Stream | SocketKind.CloseOnExec | SocketKind.NonBlocking;
        var opened = new SafeSocketHandle(LibC.Socket(Domain.Unix, Type, 0), ownsHandle: true);
        if (opened.IsInvalid)
        {
            return null;
        }

        if (Interlocked.CompareExchange(ref _vacant, opened, null) is { } first)
        {
            opened.Dispose();
            return first;
        }

        return opened;
    }
}
