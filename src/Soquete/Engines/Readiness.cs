using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Engines;

/// <summary>What ended a wait.</summary>
[Flags]
internal enum Ready
{
    None = 0,
    Descriptor = 1,
    WatchedIsGone = 2,
    Stopped = 4,
}

/// <summary>What poll(2) says of descriptors.</summary>
internal static class Readiness
{
    private const short Broken = PollDescriptor.HangUp | PollDescriptor.Error | PollDescriptor.Invalid;

    /// <summary>
    /// POLLHUP: of a pipe or a unix socket the other end is closed, of a TCP
    /// socket both directions are shut; POLLERR: it broke.
    /// </summary>
    public static bool IsHungUp(SafeHandle descriptor) => Is(descriptor, 0);

    /// <summary>Whether the descriptor is ready right now, or broken, which a call will say.</summary>
    public static bool Is(SafeHandle descriptor, short events)
    {
        using var held = new HeldDescriptor(descriptor);
        Span<PollDescriptor> polled = [new PollDescriptor { Descriptor = held.Number, Requested = events }];
        return NativeFile.Poll(polled, 0, out var ready) == Errno.None && ready > 0;
    }

    /// <summary>
    /// Waits on this thread until the descriptor is ready or broken, the watched one is broken, or the wait is stopped.
    /// </summary>
    public static Ready Wait(SafeHandle descriptor, short events, SafeHandle? watched, EventDescriptor stop)
    {
        using var held = new HeldDescriptor(descriptor);
        using var heldStop = new HeldDescriptor(stop.Handle);
        using var heldWatched = new HeldDescriptor(watched ?? descriptor);
        Span<PollDescriptor> polled =
        [
            new PollDescriptor { Descriptor = held.Number, Requested = events },
            new PollDescriptor { Descriptor = heldStop.Number, Requested = PollDescriptor.In },
            new PollDescriptor { Descriptor = watched is null ? -1 : heldWatched.Number },
        ];
        Failure.ThrowIf(NativeFile.Poll(polled, -1, out _), "poll", address: null);
        return (polled[0].Returned != 0 ? Ready.Descriptor : 0)
            | (polled[1].Returned != 0 ? Ready.Stopped : 0)
            | ((polled[2].Returned & Broken) != 0 ? Ready.WatchedIsGone : 0);
    }
}
