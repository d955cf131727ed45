using System.Collections.Concurrent;
using Soquete.Peers;

namespace Soquete.Listening;

/// <summary>Serves each of the connections that come with a handler, all of them at once.</summary>
/// <param name="handler">Serves one; its token is cancelled when the grace is over.</param>
/// <param name="abort">Ends a connection at once, whatever is under way on it.</param>
internal sealed class ConnectionServer<TConnection>(
    Func<TConnection, CancellationToken, Task> handler, Action<TConnection> abort)
    where TConnection : class, IConnection, IAsyncDisposable
{
    /// <summary>How long connections may go on after serving was told to stop, unless told otherwise.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TConnection, Task> _served = new();

    public TimeSpan Grace { get; init; } = DefaultGrace;

    public Action<TConnection>? OnAccepted { get; init; }

    public Action<TConnection, Exception?>? OnEnded { get; init; }

    /// <summary>Begins the work on a connection, where that runs; never within the call.</summary>
    public required Action<TConnection, Action<object?>, object?> Begin { get; init; }

    public int Count => _served.Count;

    /// <summary>
    /// Serves until the sequence ends and what was being served has ended, or its grace is over.
    /// </summary>
    /// <param name="accepted">What comes.</param>
    /// <param name="listener">Closed when nothing more is taken.</param>
    public async Task RunAsync(IAsyncEnumerable<TConnection> accepted, IAsyncDisposable listener)
    {
        using var abandon = new CancellationTokenSource();
        try
        {
            await foreach (var connection in accepted.ConfigureAwait(false))
            {
                OnAccepted?.Invoke(connection);
                // Nothing runs here: a handler that blocks its thread must keep no other peer waiting.
                var start = new TaskCompletionSource();
                _served[connection] = ServeAsync(connection, start.Task, abandon.Token);
                Begin(connection, static start => ((TaskCompletionSource)start!).SetResult(), start);
            }
        }
        finally
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            await DrainAsync(abandon).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(TConnection connection, Task start, CancellationToken abandon)
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
            abort(connection);
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
                abort(connection);
            }

            await Task.WhenAll(_served.Values).ConfigureAwait(false);
        }
    }
}
