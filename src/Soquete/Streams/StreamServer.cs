using Soquete.Listening;

namespace Soquete.Streams;

/// <summary>Serves each peer of a listener with a handler, all of them at once.</summary>
/// <remarks>
/// A handler that fails ends its own connection and no other. Properties are set before <see cref="RunAsync"/>.
/// </remarks>
/// <param name="listener">The listener; it is closed when serving ends.</param>
/// <param name="handler">
/// Serves one connection, which is closed when it returns and reset when it fails.
/// Its token is cancelled when the grace is over.
/// </param>
public sealed class StreamServer(StreamListener listener, Func<StreamConnection, CancellationToken, Task> handler)
{
    /// <summary>The default of <see cref="Grace"/>.</summary>
    public static readonly TimeSpan DefaultGrace = ConnectionServer<StreamConnection>.DefaultGrace;

    private ConnectionServer<StreamConnection>? _server;

    /// <summary>How long connections may go on after serving was told to stop, before they are reset.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>A connection was accepted.</summary>
    public Action<StreamConnection>? OnAccepted { get; init; }

    /// <summary>A connection ended, with the exception that ended it or null.</summary>
    public Action<StreamConnection, Exception?>? OnEnded { get; init; }

    /// <summary>How many connections are being served.</summary>
    public int Count => _server?.Count ?? 0;

    /// <summary>
    /// Serves until the token is cancelled and what was being served has ended, or its grace is over.
    /// </summary>
    /// <exception cref="SoqueteException">The listener failed.</exception>
    public Task RunAsync(CancellationToken stop)
    {
        _server = new ConnectionServer<StreamConnection>(handler, connection => connection.Abort())
        {
            Grace = Grace, OnAccepted = OnAccepted, OnEnded = OnEnded,
            Release = static connection => connection.ReleaseInput(),
            Begin = static (connection, work, state) => connection.Transport.Begin(work, state),
        };
        return _server.RunAsync(listener.AcceptAllAsync(stop), listener);
    }
}
