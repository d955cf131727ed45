using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// connect(2) without blocking, and a wait until it has ended: for domains that neither the runtime nor every ring can
/// wait for.
/// </summary>
internal static class WatchedConnect
{
    /// <summary>Connects, and closes the socket where that fails or is cancelled.</summary>
    public static async ValueTask<Errno> RunAsync(
        Engine engine, SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        try
        {
            var error = NativeFile.SetNonBlocking(socket, on: true);
            error = error == Errno.None ? InterruptedConnect.Run(socket, remote) : error;
            if (error == Errno.EINPROGRESS)
            {
                error = await OutcomeAsync(engine, socket, cancellationToken).ConfigureAwait(false);
            }

            ConnectTrace.Report(socket, remote, error, started);
            if (error != Errno.None)
            {
                NativeFile.Close(socket);
            }

            return error;
        }
        catch
        {
            NativeFile.Close(socket);
            throw;
        }
    }

    private static async ValueTask<Errno> OutcomeAsync(
        Engine engine, SafeSocketHandle socket, CancellationToken cancellationToken)
    {
        using var watch = engine.Watch(socket);
        while (true)
        {
            var error = await watch.WaitToSendAsync(cancellationToken).ConfigureAwait(false);
            error = error == Errno.None ? InterruptedConnect.PendingError(socket) : error;
            // Being ready is a hint: who has no peer yet, and no error, still waits.
            if (error != Errno.None || NativeSocket.PeerNameUnreported(socket).Length > 0)
            {
                return error;
            }
        }
    }
}
