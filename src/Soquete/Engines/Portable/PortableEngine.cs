using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>
/// The engine that stands on <see cref="Socket"/>: epoll on a thread of the runtime's, completions on the thread pool.
/// </summary>
internal sealed class PortableEngine : Engine
{
    public override string Name => "portable";

    public override async ValueTask<ConnectResult> ConnectAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        var wrapped = new Socket(socket);
        var started = CallHook.Now();
        try
        {
            await wrapped.ConnectAsync(remote.ToEndPoint(), cancellationToken).ConfigureAwait(false);
            Report(socket, remote, Errno.None, started);
            return new ConnectResult(new PortableStream(wrapped), Errno.None);
        }
        catch (SocketException e)
        {
            var error = ErrnoText.From(e);
            Report(socket, remote, error, started);
            wrapped.Dispose();
            return new ConnectResult(null, error);
        }
        catch (OperationCanceledException)
        {
            wrapped.Dispose();
            throw;
        }
    }

    public override StreamTransport Adopt(SafeSocketHandle connected) => new PortableStream(new Socket(connected));

    public override ListeningTransport AdoptListener(SafeSocketHandle listening) =>
        new PortableListener(new Socket(listening));

    private static void Report(SafeSocketHandle socket, in SocketName remote, Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.NameArguments(NativeSocket.Number(socket), remote);
            CallHook.Report("connect", arguments, error == Errno.None ? 0 : -1, error, started);
        }
    }
}
