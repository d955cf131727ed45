using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>
/// A listening socket that is accepted on by plain calls. In the unix domain the runtime makes room for a peer's name
/// by the length of the listener's own, and ends the process where a client is bound to a longer one; names of vsock
/// it does not know.
/// </summary>
internal sealed class PortablePlainListener(SafeSocketHandle socket) : ListeningTransport
{
    private readonly SocketWatch _watch = ReadinessLoop.Shared.Watch(socket);

    public override SafeSocketHandle Socket => socket;

    public override async ValueTask<AcceptResult> AcceptAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            var result = TryAccept();
            if (result.Error != Errno.EAGAIN)
            {
                return result;
            }

            var error = await _watch.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false);
            if (error != Errno.None)
            {
                return new AcceptResult(null, error);
            }
        }
    }

    public override ValueTask DisposeAsync()
    {
        _watch.Dispose();
        NativeFile.Close(socket);
        return ValueTask.CompletedTask;
    }

    private AcceptResult TryAccept()
    {
        var started = CallHook.Now();
        try
        {
            var error = NativeSocket.TryAccept(socket, out var number);
            if (error == Errno.None)
            {
                var accepted = new SafeSocketHandle(number, ownsHandle: true);
                AcceptTrace.Accepted(socket, accepted, started);
                return new AcceptResult(new PortableStream(new Socket(accepted)), error);
            }

            if (error != Errno.EAGAIN)
            {
                AcceptTrace.Failed(error, started);
            }

            return new AcceptResult(null, error);
        }
        catch (ObjectDisposedException)
        {
            return new AcceptResult(null, Errno.ECANCELED);
        }
    }
}
