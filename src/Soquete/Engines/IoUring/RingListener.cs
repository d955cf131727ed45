using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Interop;

namespace Soquete.Engines.IoUring;

/// <summary>A listening socket on a ring, whose connections are spread over all rings of the engine.</summary>
internal sealed class RingListener(IoUringEngine engine, RingAcceptor acceptor, bool isUnix) : ListeningTransport
{
    public override SafeSocketHandle Socket => acceptor.Socket;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<AcceptResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var started = CallHook.Now();
        var number = await acceptor.NextAsync(cancellationToken).ConfigureAwait(false);
        if (number < 0)
        {
            var error = (Errno)(-number);
            AcceptTrace.Failed(error, started);
            return new AcceptResult(null, error);
        }

        var accepted = new SafeSocketHandle(number, ownsHandle: true);
        AcceptTrace.Accepted(acceptor.Socket, accepted, started);
        return new AcceptResult(engine.AdoptReady(accepted, isUnix), Errno.None);
    }

    public override ValueTask DisposeAsync() => new(acceptor.CloseAsync());
}
