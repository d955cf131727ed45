using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines.Portable;

/// <summary>
/// The engine that stands on <see cref="Socket"/>: epoll on a thread of the runtime's, completions on the thread pool.
/// </summary>
/// <param name="fallbackReason">Why it stands in for io_uring, where it does.</param>
internal sealed class PortableEngine(string? fallbackReason = null) : Engine
{
    public override string? FallbackReason => fallbackReason;

    public override string Name => "portable";

    internal override async ValueTask<ConnectResult> ConnectSlowlyAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        var wrapped = new Socket(socket);
        var started = CallHook.Now();
        try
        {
            await wrapped.ConnectAsync(remote.ToEndPoint(), cancellationToken).ConfigureAwait(false);
            ConnectTrace.Report(socket, remote, Errno.None, started);
            return new ConnectResult(new PortableStream(wrapped), Errno.None);
        }
        catch (SocketException e)
        {
            var error = ErrnoText.From(e);
            ConnectTrace.Report(socket, remote, error, started);
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

    internal override ListeningTransport AdoptListener(SafeSocketHandle listening)
    {
        if (NativeSocket.IsOfDomain(listening, Domain.Inet) || NativeSocket.IsOfDomain(listening, Domain.Inet6))
        {
            return new PortableListener(new Socket(listening));
        }

        Failure.ThrowIf(NativeFile.SetNonBlocking(listening, on: true), "fcntl", address: null);
        return new PortablePlainListener(listening);
    }
}
