using System.Net.Sockets;
using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>
/// Waits on the caller's thread, which closing and a token end: shutdown(2), which wakes other sockets' threads, is
/// nothing that a packet socket knows. Safe for several threads.
/// </summary>
internal sealed class BlockingWait(SafeSocketHandle socket) : IDisposable
{
    private readonly Lock _gate = new();
    private EventDescriptor? _wake;
    private int _waiting;
    private bool _isClosed;

    /// <summary>Waits until the socket is ready or broken, which a call will tell, or for no reason.</summary>
    /// <param name="events">What is waited for.</param>
    /// <param name="limit">The longest wait; null for no limit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public bool Wait(short events, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var wake = Enter();
        try
        {
            using var registration = cancellationToken.UnsafeRegister(
                static state => ((BlockingWait)state!).Wake(), this);
            using var held = new HeldDescriptor(socket);
            using var heldWake = new HeldDescriptor(wake.Handle);
            Span<PollDescriptor> polled =
            [
                new PollDescriptor { Descriptor = held.Number, Requested = events },
                new PollDescriptor { Descriptor = heldWake.Number, Requested = PollDescriptor.In },
            ];
            var milliseconds = limit is { } time ? (int)Math.Ceiling(time.TotalMilliseconds) : -1;
            Failure.ThrowIf(NativeFile.Poll(polled, milliseconds, out var ready), "poll", address: null);
            if (polled[1].Returned != 0)
            {
                Calm(wake);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return ready > 0;
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
            _wake?.Signal();
            CloseIfUnused();
        }
    }

    /// <summary>All who wait look again; one of them finds its token cancelled.</summary>
    private void Wake()
    {
        lock (_gate)
        {
            if (_waiting > 0)
            {
                _wake!.Signal();
            }
        }
    }

    /// <summary>Takes the signal of a token back. That of closing stays, for all who come.</summary>
    private void Calm(EventDescriptor wake)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            Span<byte> count = stackalloc byte[sizeof(ulong)];
            // EAGAIN: another one has taken it.
            NativeFile.Read(wake.Handle, count, out _);
        }
    }

    private EventDescriptor Enter()
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _waiting++;
            return _wake ??= new EventDescriptor();
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

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_isClosed, typeof(PacketSocket));

    private void CloseIfUnused()
    {
        if (_isClosed && _waiting == 0)
        {
            _wake?.Dispose();
        }
    }
}
