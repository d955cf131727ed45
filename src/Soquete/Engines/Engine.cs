using System.Net.Sockets;
using Soquete.Engines.Portable;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>
/// How operations on sockets are driven and awaited. Sockets are opened, set and bound by plain calls that are the same
/// for every engine; an engine takes over where something has to be waited for.
/// </summary>
/// <remarks>
/// Everything behaves alike on every engine; they differ in what it costs. Members are safe for use by several threads.
/// </remarks>
public abstract class Engine : IAsyncDisposable
{
    private protected Engine()
    {
    }

    /// <summary>
    /// The engine that stands on <see cref="System.Net.Sockets"/>: one for the process, and there everywhere.
    /// </summary>
    public static Engine Portable { get; } = new PortableEngine();

    /// <summary>
    /// The engine of whatever is not told another: the one that the environment variable <c>SOQUETE_ENGINE</c> names
    /// (<c>auto</c>, <c>portable</c>, <c>io_uring</c>), and <see cref="Portable"/> without it. It is started with its
    /// first use and lives as long as the process.
    /// </summary>
    /// <exception cref="SoqueteException">The variable names no engine, or one that cannot be had here.</exception>
    public static Engine Default => DefaultEngine.Instance;

    /// <summary>What it is: <c>portable</c> or <c>io_uring</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// One line that says why io_uring, which <see cref="EngineKind.Auto"/> would have taken, could not be had; null
    /// where that is not so.
    /// </summary>
    public virtual string? FallbackReason => null;

    /// <summary>Starts an engine.</summary>
    /// <param name="options">Which, and how it is to be; null for the defaults.</param>
    /// <returns>An engine that is the caller's to dispose, once no connection of it is used any more.</returns>
    /// <exception cref="SoqueteException">
    /// <see cref="EngineKind.IoUring"/> was asked for and cannot be had; the message says why.
    /// </exception>
    public static Engine Start(EngineOptions? options = null) => EngineStart.Start(options ?? new EngineOptions());

    /// <summary>
    /// Ends what is under way on the engine's connections, whose calls then fail as on a closed one, and the engine's
    /// threads. Connections and listeners are still their owners' to dispose. The shared engines are not ended.
    /// </summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The engine in one line.</summary>
    public override string ToString() => FallbackReason is { } reason ? $"{Name} ({reason})" : Name;

    /// <summary>This engine, with connections that are driven in this way, where it can.</summary>
    /// <param name="execution">Where what is awaited goes on.</param>
    /// <param name="readsAhead">Whether they receive before they are asked, in the unix domain too.</param>
    internal virtual Engine Driving(Execution execution, bool readsAhead) => this;

    /// <summary>
    /// connect(2), awaited. The engine owns the socket from here on, and closes it when this fails or is cancelled.
    /// </summary>
    /// <remarks>
    /// Expected failures are values, here and in what follows. Each operation completes exactly once; a buffer given to
    /// one belongs to it until then, cancelled or not. Cancellation alone throws.
    /// </remarks>
    internal async ValueTask<ConnectResult> ConnectAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            NativeFile.Close(socket);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (remote.Domain == Domain.Unix)
        {
            // There is nothing to wait for, and the runtime would lose the errno of a path that is not there.
            var error = ImmediateConnect.Run(socket, remote);
            return new ConnectResult(error == Errno.None ? AdoptReady(socket, isUnix: true) : null, error);
        }

        if (remote.Domain == Domain.Vsock)
        {
            // The runtime has no endpoint for it, and rings before Linux 6.14 would begin anew when it has failed.
            var error = await WatchedConnect.RunAsync(this, socket, remote, cancellationToken).ConfigureAwait(false);
            return new ConnectResult(error == Errno.None ? AdoptReady(socket, isUnix: false) : null, error);
        }

        return await ConnectSlowlyAsync(socket, remote, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes over a connected stream socket.</summary>
    internal abstract StreamTransport Adopt(SafeSocketHandle connected);

    /// <summary>Takes over one that does not block, of which it is known whether it is of the unix domain.</summary>
    internal virtual StreamTransport AdoptReady(SafeSocketHandle connected, bool isUnix) => Adopt(connected);

    /// <summary>Takes over a listening stream socket.</summary>
    internal abstract ListeningTransport AdoptListener(SafeSocketHandle listening);

    /// <summary>The same, for a connect that has something to wait for.</summary>
    internal abstract ValueTask<ConnectResult> ConnectSlowlyAsync(
        SafeSocketHandle socket, SocketName remote, CancellationToken cancellationToken);

    /// <summary>
    /// Watches a socket, which stays the caller's: by the loop that all engines share. It is armed where the caller is,
    /// by one call, while a ring would have to be woken.
    /// </summary>
    /// <exception cref="SoqueteException">It cannot be watched.</exception>
    internal virtual SocketWatch Watch(SafeSocketHandle socket) => ReadinessLoop.Shared.Watch(socket);
}

/// <summary>A connected transport, or the error.</summary>
internal readonly record struct ConnectResult(StreamTransport? Transport, Errno Error);

/// <summary>An accepted connection, or the error.</summary>
internal readonly record struct AcceptResult(StreamTransport? Transport, Errno Error);
