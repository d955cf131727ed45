using System.Diagnostics;

namespace Soquete.Engines.IoUring;

/// <summary>
/// Says in debug builds which handler keeps its ring's thread, and with it every other connection of the ring, waiting.
/// Release builds have none of it.
/// </summary>
internal sealed class HandlerWatchdog : IDisposable
{
    /// <summary>How long a handler may run between two awaits.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [ThreadStatic]
    private static HandlerWatchdog? _ofThread;

    private readonly string _ring;
    private readonly Timer _timer;
    private object? _running;
    private object? _told;
    private long _began;

    private HandlerWatchdog(string ring)
    {
        _ring = ring;
        _timer = new Timer(static watchdog => ((HandlerWatchdog)watchdog!).Look(), this, Limit, Limit / 2);
    }

    /// <summary>Begins to watch the calling thread.</summary>
    [Conditional("DEBUG")]
    public static void Watch(string ring) => _ofThread = new HandlerWatchdog(ring);

    /// <summary>The calling thread ends.</summary>
    [Conditional("DEBUG")]
    public static void Forget()
    {
        _ofThread?.Dispose();
        _ofThread = null;
    }

    /// <summary>A handler goes on.</summary>
    /// <param name="handler">Its state, whose type has the method's name.</param>
    [Conditional("DEBUG")]
    public static void Enter(object? handler)
    {
        if (_ofThread is { } watchdog)
        {
            Volatile.Write(ref watchdog._began, Stopwatch.GetTimestamp());
            Volatile.Write(ref watchdog._running, handler ?? "a handler");
        }
    }

    /// <summary>It awaits something, or has ended.</summary>
    [Conditional("DEBUG")]
    public static void Leave()
    {
        if (_ofThread is { } watchdog)
        {
            Volatile.Write(ref watchdog._running, null);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var running = Volatile.Read(ref _running);
        var elapsed = Stopwatch.GetElapsedTime(Volatile.Read(ref _began));
        if (running is null || elapsed < Limit)
        {
            _told = null;
        }
        else if (_told != running)
        {
            _told = running;
            Trace.WriteLine($"soquete: {running} has blocked the thread of {_ring} for {elapsed.TotalSeconds:0.0} s");
        }
    }
}
