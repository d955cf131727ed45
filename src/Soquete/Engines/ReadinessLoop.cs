using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>A thread in epoll_wait(2) for all sockets that are watched. It only wakes; it runs no one's code.</summary>
/// <remarks>
/// The runtime's own loop serves <see cref="Socket"/> alone, and can be asked to wait for room to send by nothing but a
/// send of its own, which has no control data and no batches.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "There is one, for as long as the process runs.")]
internal sealed class ReadinessLoop
{
    /// <summary>How many signals are taken from the kernel at once, at 16 bytes or less.</summary>
    private const int RoomBytes = 256 * 16;

    private static readonly Lazy<ReadinessLoop> LazyShared = new(() => new ReadinessLoop());

    private readonly Epoll _epoll = new();
    private readonly ConcurrentDictionary<ulong, WatchedSocket> _watched = new();
    private ulong _lastNumber;

    private ReadinessLoop()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "soquete readiness" };
        thread.UnsafeStart();
    }

    /// <summary>The loop of this process, begun with its first use.</summary>
    public static ReadinessLoop Shared => LazyShared.Value;

    /// <summary>Begins to watch a socket.</summary>
    /// <exception cref="SoqueteException">The kernel watches no more (fs.epoll.max_user_watches).</exception>
    public WatchedSocket Watch(SafeSocketHandle socket)
    {
        // Numbers are never used again, so a late signal of a closed socket meets nobody else.
        var number = Interlocked.Increment(ref _lastNumber);
        var watched = new WatchedSocket(this, socket, number);
        _watched[number] = watched;
        var error = _epoll.Watch(socket, number);
        if (error != Errno.None)
        {
            _watched.TryRemove(number, out _);
            throw Failure.Of(error, "epoll_ctl", address: null);
        }

        return watched;
    }

    public Errno Arm(WatchedSocket watched, EpollSignals signals) =>
        _epoll.Arm(watched.Socket, signals, watched.Number);

    public void Forget(WatchedSocket watched)
    {
        if (_watched.TryRemove(watched.Number, out _) && !watched.Socket.IsClosed)
        {
            _epoll.Forget(watched.Socket);
        }
    }

    private void Run()
    {
        var room = new byte[RoomBytes];
        while (true)
        {
            var count = _epoll.Wait(room);
            for (var i = 0; i < count; i++)
            {
                var (signals, number) = Epoll.Read(room, i);
                if (_watched.TryGetValue(number, out var watched))
                {
                    watched.OnSignals(signals);
                }
            }
        }
    }
}
