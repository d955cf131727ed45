using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>
/// Waits on the caller's thread, which closing ends: shutdown(2), which wakes other sockets' threads, is nothing that a
/// packet socket knows.
/// </summary>
internal sealed class BlockingWait(SafeSocketHandle socket) : IDisposable
{
    private readonly Lock _gate = new();
    private EventDescriptor? _closing;
    private int _waiting;
    private bool _isClosed;

    /// <summary>Waits until the socket is ready or broken, which a call will tell.</summary>
    /// <param name="events">What is waited for.</param>
    /// <param name="limit">The longest wait; null for no limit.</param>
    /// <returns>False where the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public bool Wait(short events, TimeSpan? limit)
    {
        var closing = Enter();
        try
        {
            using var held = new HeldDescriptor(socket);
            using var heldClosing = new HeldDescriptor(closing.Handle);
            Span<PollDescriptor> polled =
            [
                new PollDescriptor { Descriptor = held.Number, Requested = events },
                new PollDescriptor { Descriptor = heldClosing.Number, Requested = PollDescriptor.In },
            ];
            var milliseconds = limit is { } time ? (int)Math.Ceiling(time.TotalMilliseconds) : -1;
            Failure.ThrowIf(NativeFile.Poll(polled, milliseconds, out _), "poll", address: null);
            ObjectDisposedException.ThrowIf(polled[1].Returned != 0, this);
            return polled[0].Returned != 0;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends the waits that are under way and those to come.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _closing?.Signal();
            CloseIfUnused();
        }
    }

    private EventDescriptor Enter()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _waiting++;
            return _closing ??= new EventDescriptor();
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _waiting--;
            CloseIfUnused();
        }
    }

    private void CloseIfUnused()
    {
        if (_isClosed && _waiting == 0)
        {
            _closing?.Dispose();
        }
    }
}
