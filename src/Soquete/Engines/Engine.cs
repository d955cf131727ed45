using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// How operations on sockets are driven and awaited. Sockets are opened, set and bound by plain calls that are the same
/// for every engine; an engine takes over where something has to be waited for.
/// </summary>
/// <remarks>
/// Expected failures are values. Each operation completes exactly once; a buffer given to one belongs to it until then,
/// cancelled or not. Cancellation alone throws.
/// </remarks>
internal abstract class Engine
{
    /// <summary>The engine that is used unless told otherwise.</summary>
    public static Engine Default { get; } = new Portable.PortableEngine();

    public abstract string Name { get; }

    /// <summary>
    /// connect(2), awaited. The engine owns the socket from here on, and closes it when this fails or is cancelled.
    /// </summary>
    public abstract ValueTask<ConnectResult> ConnectAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken);

    /// <summary>Takes over a connected stream socket.</summary>
    public abstract StreamTransport Adopt(SafeSocketHandle connected);

    /// <summary>Takes over a listening stream socket.</summary>
    public abstract ListeningTransport AdoptListener(SafeSocketHandle listening);

    /// <summary>Watches a socket, which stays the caller's.</summary>
    /// <exception cref="SoqueteException">It cannot be watched.</exception>
    public abstract SocketWatch Watch(SafeSocketHandle socket);
}

/// <summary>A connected transport, or the error.</summary>
internal readonly record struct ConnectResult(StreamTransport? Transport, Errno Error);

/// <summary>An accepted connection and its peer's name, or the error.</summary>
internal readonly record struct AcceptResult(StreamTransport? Transport, SocketName Peer, Errno Error);
