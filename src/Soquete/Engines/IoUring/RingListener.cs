using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>A listening socket on a ring, whose connections are spread over all rings of the engine.</summary>
internal sealed class RingListener(IoUringEngine engine, RingAcceptor acceptor, bool isUnix) : ListeningTransport
{
    public override SafeSocketHandle Socket => acceptor.Socket;

    public override async ValueTask<AcceptResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        var descriptor = NativeSocket.Number(acceptor.Socket);
        var number = await acceptor.NextAsync(cancellationToken).ConfigureAwait(false);
        if (number < 0)
        {
            var error = (Errno)(-number);
            Report("-1", default, -1, error, started);
            return new AcceptResult(null, default, error);
        }

        var accepted = new SafeSocketHandle(number, ownsHandle: true);
        // A peer that is gone already has no name; that is what accept(2) calls ECONNABORTED.
        if (NativeSocket.PeerName(accepted, out var peer) != Errno.None)
        {
            accepted.Dispose();
            return new AcceptResult(null, default, Errno.ECONNABORTED);
        }

        Report(descriptor, peer, number, Errno.None, started);
        return new AcceptResult(engine.Adopt(accepted, isUnix), peer, Errno.None);
    }

    public override ValueTask DisposeAsync() => new(acceptor.CloseAsync());

    private static void Report(string descriptor, in SocketName peer, long result, Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            CallHook.Report("accept4", CallNotation.AcceptArguments(descriptor, peer, error), result, error, started);
        }
    }
}
