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
            AcceptTrace.Accepted(socket.SafeHandle, accepted.SafeHandle, started);
            return new AcceptResult(new PortableStream(accepted), Errno.None);
        }
        catch (SocketException e)
        {
            var error = ErrnoText.From(e);
            AcceptTrace.Failed(error, started);
            return new AcceptResult(null, error);
        }
        catch (ObjectDisposedException)
        {
            return new AcceptResult(null, Errno.ECANCELED);
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
}
