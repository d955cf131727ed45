using System.Collections.Concurrent;

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
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<StreamConnection, Task> _served = new();

    /// <summary>How long connections may go on after serving was told to stop, before they are reset.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>A connection was accepted.</summary>
    public Action<StreamConnection>? OnAccepted { get; init; }

    /// <summary>A connection ended, with the exception that ended it or null.</summary>
    public Action<StreamConnection, Exception?>? OnEnded { get; init; }

    /// <summary>How many connections are being served.</summary>
    public int Count => _served.Count;

    /// <summary>
    /// Serves until the token is cancelled and what was being served has ended, or its grace is over.
    /// </summary>
    /// <exception cref="SoqueteException">The listener failed.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var abandon = new CancellationTokenSource();
        try
        {
            await foreach (var connection in listener.AcceptAllAsync(stop).ConfigureAwait(false))
            {
                OnAccepted?.Invoke(connection);
                // Its continuation is not run here: a handler that blocks its thread must keep no other peer waiting.
                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _served[connection] = ServeAsync(connection, start.Task, abandon.Token);
                start.SetResult();
            }
        }
        finally
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            await DrainAsync(abandon).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(StreamConnection connection, Task start, CancellationToken abandon)
    {
        // Only once it is counted, so that none is missed when serving stops.
        await start.ConfigureAwait(false);
        Exception? failure = null;
        try
        {
            await handler(connection, abandon).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            connection.Abort();
        }

        _served.TryRemove(connection, out _);
        OnEnded?.Invoke(connection, failure);
    }

    private async ValueTask DrainAsync(CancellationTokenSource abandon)
    {
        var ended = Task.WhenAll(_served.Values);
        if (await Task.WhenAny(ended, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) != ended)
        {
            await abandon.CancelAsync().ConfigureAwait(false);
            foreach (var connection in _served.Keys)
            {
                connection.Abort();
            }

            await Task.WhenAll(_served.Values).ConfigureAwait(false);
        }
    }
}
