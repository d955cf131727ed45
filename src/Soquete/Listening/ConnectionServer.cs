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

    private readonly ServedConnections<TConnection> _served = new();

    public TimeSpan Grace { get; init; } = DefaultGrace;

    public Action<TConnection>? OnAccepted { get; init; }

    public Action<TConnection, Exception?>? OnEnded { get; init; }

    /// <summary>Begins the work on a connection, where that runs; never within the call.</summary>
    public required Action<TConnection, Action<object?>, object?> Begin { get; init; }

    /// <summary>Takes back what a handler that has ended, or failed, still had of its connection.</summary>
    public Action<TConnection>? Release { get; init; }

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
                // Counted before it begins, so that none is missed when serving stops. And it does not begin here: a
                // handler that blocks its thread must keep no other peer waiting.
                var work = new Work(this, connection, abandon.Token);
                _served.Add(work);
                Begin(connection, static work => _ = ((Work)work!).ServeAsync(), work);
            }
        }
        finally
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            await DrainAsync(abandon).ConfigureAwait(false);
        }
    }

    private async ValueTask DrainAsync(CancellationTokenSource abandon)
    {
        var ended = _served.DrainAsync();
        if (await Task.WhenAny(ended, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) != ended)
        {
            await abandon.CancelAsync().ConfigureAwait(false);
            foreach (var connection in _served.Snapshot())
            {
                abort(connection);
            }

            await ended.ConfigureAwait(false);
        }
    }

    private Task Serve(TConnection connection, CancellationToken abandon) => handler(connection, abandon);

    private void Abort(TConnection connection) => abort(connection);

    private void End(Work work, Exception? failure)
    {
        _served.Remove(work);
        try
        {
            OnEnded?.Invoke(work.Connection, failure);
        }
        finally
        {
            _served.Finish();
        }
    }

    /// <summary>The work on one connection.</summary>
    private sealed class Work(
        ConnectionServer<TConnection> server, TConnection connection, CancellationToken abandon)
        : ServedConnections<TConnection>.Entry(connection)
    {
        public async Task ServeAsync()
        {
            Exception? failure = null;
            try
            {
                try
                {
                    await server.Serve(Connection, abandon).ConfigureAwait(false);
                }
                finally
                {
                    server.Release?.Invoke(Connection);
                }

                await Connection.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure = e;
                server.Abort(Connection);
            }

            server.End(this, failure);
        }
    }
}
