using System.Diagnostics;
using Soquete.Addresses;

namespace Soquete.Datagrams.Serving;

/// <summary>Serves each peer of a socket with a handler of its own, for as long as the peer is not silent.</summary>
/// <remarks>
/// UDP knows no connections, so nobody tells that a peer is gone: one that sends nothing and is sent nothing for the
/// <see cref="IdleTimeout"/> is forgotten. A handler that fails ends its own session and no other. Properties are set
/// before <see cref="RunAsync"/>.
/// </remarks>
/// <param name="socket">A bound socket, which stays the caller's to close, and which nobody else receives from.</param>
/// <param name="handler">
/// Serves one session, from its first datagram on. Its token is cancelled when the session gave its place to another
/// one, and when the grace is over.
/// </param>
public sealed class DatagramSessionServer(
    DatagramSocket socket, Func<DatagramSession, CancellationToken, Task> handler)
{
    /// <summary>The default of <see cref="MaxSessions"/>.</summary>
    public const int DefaultMaxSessions = 1024;

    /// <summary>The default of <see cref="QueueLimit"/>.</summary>
    public const int DefaultQueueLimit = 256;

    /// <summary>The default of <see cref="IdleTimeout"/>.</summary>
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<DatagramPeer, DatagramSession> _sessions = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>
    /// How many peers have a session at once; the one that was silent longest gives its place to a new one.
    /// </summary>
    public int MaxSessions { get; init; } = (socket.Address as SocketEndAddress)?.MaxSessions ?? DefaultMaxSessions;

    /// <summary>How many datagrams of one peer wait for its handler; what comes beyond that is dropped.</summary>
    public int QueueLimit { get; init; } = DefaultQueueLimit;

    /// <summary>How long a peer may be silent: by default what the socket's address says, or else 60 s.</summary>
    public TimeSpan IdleTimeout { get; init; } =
        (socket.Address as SocketEndAddress)?.IdleTimeout ?? DefaultIdleTimeout;

    /// <inheritdoc cref="DatagramServer.BufferBytes"/>
    public int BufferBytes { get; init; } = DatagramServer.DefaultBufferBytes;

    /// <summary>How long handlers may go on after serving was told to stop, or their session is over.</summary>
    public TimeSpan Grace { get; init; } = DatagramServer.DefaultGrace;

    /// <summary>A datagram came. Called on the thread that receives.</summary>
    public Action<ReceivedDatagram>? OnReceived { get; init; }

    /// <summary>A session began.</summary>
    public Action<DatagramSession>? OnBegun { get; init; }

    /// <summary>A session ended, with the exception that ended it or null.</summary>
    public Action<DatagramSession, Exception?>? OnEnded { get; init; }

    /// <summary>How many peers have a session.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Serves until the token is cancelled, and sessions have ended or their grace is over.</summary>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await ReceiveAllAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        finally
        {
            await DrainAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ReceiveAllAsync(CancellationToken stop)
    {
        var buffer = new byte[BufferBytes];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, stop).ConfigureAwait(false);
            received.Descriptors?.Dispose();
            OnReceived?.Invoke(received);
            SessionOf(received).Take(buffer.AsSpan(0, received.Count).ToArray());
        }
    }

    private DatagramSession SessionOf(in ReceivedDatagram received)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(received.Source, out var known))
            {
                return known;
            }

            if (_sessions.Count >= MaxSessions)
            {
                var silent = _sessions.Values.MinBy(session => session.LastUsed)!;
                _sessions.Remove(silent.Peer);
                silent.Abandon();
            }
        }

        return Begin(new DatagramSession(socket, received, QueueLimit, new CancellationTokenSource()));
    }

    private DatagramSession Begin(DatagramSession session)
    {
        OnBegun?.Invoke(session);
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var serving = ServeAsync(session, start.Task);
        lock (_lock)
        {
            _sessions[session.Peer] = session;
            _running.Add(serving);
        }

        serving.ContinueWith(Forget, TaskScheduler.Default);
        start.SetResult();
        return session;
    }

    private void Forget(Task serving)
    {
        lock (_lock)
        {
            _running.Remove(serving);
        }
    }

    private async Task ServeAsync(DatagramSession session, Task start)
    {
        await start.ConfigureAwait(false);
        using var over = new CancellationTokenSource();
        var idling = EndWhenIdleAsync(session, over.Token);
        Exception? failure = null;
        try
        {
            await handler(session, session.Abandoned).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        Remove(session);
        await over.CancelAsync().ConfigureAwait(false);
        await idling.ConfigureAwait(false);
        OnEnded?.Invoke(session, failure);
    }

    private void Remove(DatagramSession session)
    {
        lock (_lock)
        {
            if (_sessions.TryGetValue(session.Peer, out var present) && present == session)
            {
                _sessions.Remove(session.Peer);
            }
        }
    }

    private async Task EndWhenIdleAsync(DatagramSession session, CancellationToken over)
    {
        TimeSpan left;
        while ((left = IdleTimeout - Stopwatch.GetElapsedTime(session.LastUsed)) > TimeSpan.Zero)
        {
            await DelayAsync(left, over).ConfigureAwait(false);
            if (over.IsCancellationRequested)
            {
                return;
            }
        }

        Remove(session);
        session.Complete();
        await DelayAsync(Grace, over).ConfigureAwait(false);
        if (!over.IsCancellationRequested)
        {
            session.Abandon();
        }
    }

    private static async Task DelayAsync(TimeSpan time, CancellationToken over) => await Task.Delay(
        // A timer may ring a little early, and would then be set anew for nothing.
        time + TimeSpan.FromMilliseconds(1), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async ValueTask DrainAsync()
    {
        DatagramSession[] sessions;
        Task ended;
        lock (_lock)
        {
            sessions = [.. _sessions.Values];
            ended = Task.WhenAll(_running);
        }

        Array.ForEach(sessions, session => session.Complete());
        if (await Task.WhenAny(ended, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) != ended)
        {
            Array.ForEach(sessions, session => session.Abandon());
        }

        await ended.ConfigureAwait(false);
    }
}
