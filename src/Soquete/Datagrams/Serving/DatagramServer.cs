namespace Soquete.Datagrams.Serving;

/// <summary>Serves each datagram of a socket with a handler, a bounded number of them at once.</summary>
/// <remarks>
/// <para>
/// While as many handlers run as may, nothing is received: what comes waits in the socket's receive buffer, which over
/// UDP is full at some time, and then drops. A handler that fails fails alone.
/// </para>
/// <para>
/// Handlers are started in the order in which datagrams came. With a <see cref="MaxAtOnce"/> of 1 each ends before the
/// next one starts. Properties are set before <see cref="RunAsync"/>.
/// </para>
/// </remarks>
/// <param name="socket">A bound socket, which stays the caller's to close, and which nobody else receives from.</param>
/// <param name="handler">
/// Serves one datagram. It is called on the thread that receives, so what it does before its first wait keeps others
/// waiting. Its token is cancelled when the grace is over.
/// </param>
public sealed class DatagramServer(DatagramSocket socket, Func<DatagramRequest, CancellationToken, Task> handler)
{
    /// <summary>The default of <see cref="MaxAtOnce"/>.</summary>
    public const int DefaultMaxAtOnce = 64;

    /// <summary>The default of <see cref="BufferBytes"/>, which is more than UDP can carry.</summary>
    public const int DefaultBufferBytes = 64 * 1024;

    /// <summary>The default of <see cref="Grace"/>.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _begun;

    /// <summary>Handlers, and one for the receiving itself.</summary>
    private int _running = 1;

    /// <summary>How many handlers run at once; 1 or more.</summary>
    public int MaxAtOnce { get; init; } = DefaultMaxAtOnce;

    /// <summary>
    /// How long a datagram may be, in bytes; of a longer one the rest is lost, which
    /// <see cref="ReceivedDatagram.IsTruncated"/> says.
    /// </summary>
    public int BufferBytes { get; init; } = DefaultBufferBytes;

    /// <summary>How many datagrams are served before serving ends by itself; null for no end.</summary>
    public long? MaxDatagrams { get; init; }

    /// <summary>How long handlers may go on after serving was told to stop.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>A datagram came. Called on the thread that receives, before its handler.</summary>
    public Action<DatagramRequest>? OnReceived { get; init; }

    /// <summary>A handler failed.</summary>
    public Action<DatagramRequest, Exception>? OnFailed { get; init; }

    /// <summary>
    /// Serves until the token is cancelled, or until as many datagrams came as <see cref="MaxDatagrams"/> says; and
    /// then until their handlers are done. The token cuts that short by the grace.
    /// </summary>
    /// <exception cref="InvalidOperationException">It ran before.</exception>
    /// <exception cref="SoqueteException">The socket failed.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAtOnce, 1);
        if (Interlocked.Exchange(ref _begun, 1) != 0)
        {
            throw new InvalidOperationException("a server runs once");
        }

        using var abandon = new CancellationTokenSource();
        using var places = new SemaphoreSlim(MaxAtOnce);
        try
        {
            await ServeAllAsync(places, abandon.Token, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        finally
        {
            await DrainAsync(abandon, stop).ConfigureAwait(false);
        }
    }

    private async ValueTask ServeAllAsync(SemaphoreSlim places, CancellationToken abandon, CancellationToken stop)
    {
        var buffer = new byte[BufferBytes];
        for (var count = 0L; !(count >= MaxDatagrams); count++)
        {
            await places.WaitAsync(stop).ConfigureAwait(false);
            var received = await socket.ReceiveAsync(buffer, stop).ConfigureAwait(false);
            var request = new DatagramRequest(socket, received, buffer.AsSpan(0, received.Count).ToArray());
            OnReceived?.Invoke(request);
            Interlocked.Increment(ref _running);
            _ = ServeAsync(request, places, abandon);
        }
    }

    private async Task ServeAsync(DatagramRequest request, SemaphoreSlim places, CancellationToken abandon)
    {
        try
        {
            await handler(request, abandon).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            OnFailed?.Invoke(request, e);
        }
        finally
        {
            request.Received.Descriptors?.Dispose();
            places.Release();
            EndOne();
        }
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _ended.SetResult();
        }
    }

    private async ValueTask DrainAsync(CancellationTokenSource abandon, CancellationToken stop)
    {
        EndOne();
        var ended = _ended.Task;
        await ended.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted
            && await Task.WhenAny(ended, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false) != ended)
        {
            await abandon.CancelAsync().ConfigureAwait(false);
        }

        await ended.ConfigureAwait(false);
    }
}
