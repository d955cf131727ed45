using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>
/// Calls that wait on the caller's thread: for a thread that does nothing else, which saves the way through the thread
/// pool. Closing the socket ends them; nothing else does.
/// </content>
public sealed partial class DatagramSocket
{
    private int _blocked;

    /// <summary>Receives one datagram, on this thread.</summary>
    /// <param name="buffer">Where its bytes go; what does not fit is gone, which the result says.</param>
    /// <inheritdoc cref="ReceiveAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public ReceivedDatagram Receive(Span<byte> buffer)
    {
        Interlocked.Increment(ref _blocked);
        try
        {
            // Only now: who closes it from here on sees that somebody waits.
            RequireOpen();
            ReceivedDatagram datagram;
            while (!TryReceive(buffer, waits: true, out datagram))
            {
                WaitOnThread(PollDescriptor.In);
            }

            return datagram;
        }
        finally
        {
            Interlocked.Decrement(ref _blocked);
        }
    }

    /// <summary>Receives what is there, as many datagrams as the batch has room for, on this thread.</summary>
    /// <param name="batch">Where they go; it is emptied first.</param>
    /// <returns>How many came.</returns>
    /// <inheritdoc cref="ReceiveAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public int Receive(DatagramBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Interlocked.Increment(ref _blocked);
        try
        {
            RequireOpen();
            while (!TryReceive(batch, waits: true))
            {
                WaitOnThread(PollDescriptor.In);
            }

            return batch.Count;
        }
        finally
        {
            Interlocked.Decrement(ref _blocked);
        }
    }

    /// <summary>Sends one datagram to the peer of a connected socket, on this thread.</summary>
    /// <param name="datagram">Its bytes.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public void Send(ReadOnlySpan<byte> datagram) => SendOnThread(datagram, default);

    /// <summary>Sends one datagram to a peer, on this thread.</summary>
    /// <param name="datagram">Its bytes.</param>
    /// <param name="to">The peer; one that has no name cannot be sent to.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public void SendTo(ReadOnlySpan<byte> datagram, in DatagramPeer to) => SendOnThread(datagram, RequireNamed(to));

    /// <summary>Sends every datagram of a batch, in order, on this thread.</summary>
    /// <param name="batch">The datagrams; it stays as it is.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public void Send(DatagramBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var sending = new BatchSending(batch);
        var pause = FirstPause;
        RequireOpen();
        while (TrySend(ref sending) is (not Errno.None and var error, { } part))
        {
            pause = WaitOnThread(part, error, pause);
        }
    }

    private void SendOnThread(ReadOnlySpan<byte> datagram, in DatagramPeer to)
    {
        var pause = FirstPause;
        RequireOpen();
        while (TrySend(datagram, to, default, out var part) is var error && error != Errno.None)
        {
            pause = WaitOnThread(part, error, pause);
        }
    }

    private TimeSpan WaitOnThread(DatagramPart part, Errno error, TimeSpan pause)
    {
        if (!HasNothingToWaitOn(part, error))
        {
            WaitOnThread(PollDescriptor.Out);
            return FirstPause;
        }

        NativeFile.Poll([], (int)pause.TotalMilliseconds, out _);
        RequireOpen();
        return Longer(pause);
    }

    private void WaitOnThread(short events)
    {
        Interlocked.Increment(ref _blocked);
        Span<PollDescriptor> polled = stackalloc PollDescriptor[_parts.Length];
        var held = 0;
        try
        {
            RequireOpen();
            for (; held < polled.Length; held++)
            {
                polled[held] = new PollDescriptor { Descriptor = _parts[held].Hold(), Requested = events };
            }

            NativeFile.Poll(polled, -1, out _);
            RequireOpen();
        }
        finally
        {
            while (held > 0)
            {
                _parts[--held].Release();
            }

            Interlocked.Decrement(ref _blocked);
        }
    }

    /// <summary>
    /// Wakes threads that wait in a call: shutting a UDP socket down fails where it is not connected, and wakes all the
    /// same.
    /// </summary>
    private void WakeBlocked()
    {
        if (Volatile.Read(ref _blocked) == 0)
        {
            return;
        }

        foreach (var part in _parts)
        {
            NativeSocket.Shutdown(part.Socket, ShutdownHow.Both);
        }
    }
}
