using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>
/// The engine that stands on <see cref="Socket"/>: epoll on a thread of the runtime's, completions on the thread pool.
/// </summary>
internal sealed class PortableEngine : Engine
{
    public override string Name => "portable";

    internal override async ValueTask<ConnectResult> ConnectAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            NativeFile.Close(socket);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (remote.Domain == Domain.Unix)
        {
            var error = ConnectAtOnce(socket, remote);
            return new ConnectResult(error == Errno.None ? Adopt(socket) : null, error);
        }

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
            ClosedSocket.Close(wrapped);
            return new ConnectResult(null, error);
        }
        catch (OperationCanceledException)
        {
            ClosedSocket.Close(wrapped);
            throw;
        }
    }

    internal override StreamTransport Adopt(SafeSocketHandle connected) => new PortableStream(new Socket(connected));

    internal override ListeningTransport AdoptListener(SafeSocketHandle listening) =>
        new PortableListener(new Socket(listening));

    internal override SocketWatch Watch(SafeSocketHandle socket) => ReadinessLoop.Shared.Watch(socket);

    /// <summary>
    /// In the unix domain connect(2) has nothing to wait for: it succeeds or fails at once, a full backlog with EAGAIN.
    /// The runtime's connect would lose the errno of a path that is not there.
    /// </summary>
    private static Errno ConnectAtOnce(SafeSocketHandle socket, in SocketName remote)
    {
        var error = NativeFile.SetNonBlocking(socket, on: true);
        error = error == Errno.None ? NativeSocket.Connect(socket, remote) : error;
        if (error != Errno.None)
        {
            NativeFile.Close(socket);
        }

        return error;
    }

    private static void Report(SafeSocketHandle socket, in SocketName remote, Errno error, long started)
    {
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.NameArguments(NativeSocket.Number(socket), remote);
            CallHook.Report("connect", arguments, error == Errno.None ? 0 : -1, error, started);
        }
    }
}
