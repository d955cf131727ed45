using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>A listening <see cref="System.Net.Sockets.Socket"/>.</summary>
internal sealed class PortableListener(Socket socket) : ListeningTransport
{
    public override SafeSocketHandle Socket => socket.SafeHandle;

    public override async ValueTask<AcceptResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        try
        {
            var accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
            return Name(accepted, started);
        }
        catch (SocketException e)
        {
            var error = ErrnoText.From(e);
            Report("-1", default, -1, error, started);
            return new AcceptResult(null, default, error);
        }
        catch (ObjectDisposedException)
        {
            return new AcceptResult(null, default, Errno.ECANCELED);
        }
    }

    public override ValueTask DisposeAsync()
    {
        if (!socket.SafeHandle.IsClosed)
        {
            ClosedSocket.Close(socket);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A peer that is gone already has no name; that is what accept(2) calls ECONNABORTED.</summary>
    private AcceptResult Name(Socket accepted, long started)
    {
        if (NativeSocket.PeerName(accepted.SafeHandle, out var peer) != Errno.None)
        {
            accepted.Dispose();
            return new AcceptResult(null, default, Errno.ECONNABORTED);
        }

        Report(NativeSocket.Number(socket.SafeHandle), peer, (long)accepted.Handle, Errno.None, started);
        return new AcceptResult(new PortableStream(accepted), peer, Errno.None);
    }

    private static void Report(string descriptor, in SocketName peer, long result, Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            CallHook.Report("accept4", CallNotation.AcceptArguments(descriptor, peer, error), result, error, started);
        }
    }
}
