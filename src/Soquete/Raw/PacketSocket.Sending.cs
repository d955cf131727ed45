using System.Runtime.CompilerServices;
using Soquete.Interop;
using Soquete.Wire.Link;

namespace Soquete.Raw;

/// <content>Sending.</content>
public sealed partial class PacketSocket
{
    /// <summary>The first pause where the interface's queue is full, which nothing tells the end of.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _waitsToSend = new(1);
    private long _framesSent;
    private long _bytesSent;

    /// <summary>How many frames the kernel took to send.</summary>
    public long FramesSent => Volatile.Read(ref _framesSent);

    /// <summary>How many bytes they had.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>Sends one frame on the interface. It is not sent to this machine itself.</summary>
    /// <param name="frame">
    /// The frame from its link's header on, with its checksums, and not to be changed until this completes. On a cooked
    /// socket it begins with a cooked header, of which the EtherType, the address, which is the receiver's here, and
    /// the interface are looked at; interface 0 is the socket's own.
    /// </param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="ArgumentException">It is shorter than its header.</exception>
    /// <exception cref="MessageTooLongException">It is longer than the interface's MTU and header.</exception>
    /// <exception cref="SoqueteException">The interface is down or gone, or it is not said which one.</exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pause = FirstPause;
        while (true)
        {
            switch (TrySend(frame.Span))
            {
                case Errno.None:
                    return;
                case Errno.ENOBUFS:
                    await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
                    pause = Longer(pause);
                    break;
                default:
                    await WaitToSendAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Sends one frame, on this thread. Closing the socket ends the wait.</summary>
    /// <param name="frame">As of <see cref="SendAsync"/>.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public void Send(ReadOnlySpan<byte> frame)
    {
        var pause = FirstPause;
        while (TrySend(frame) is var error && error != Errno.None)
        {
            var isFull = error == Errno.ENOBUFS;
            _descriptor.Blocking.Wait(isFull ? (short)0 : PollDescriptor.Out, isFull ? pause : null, default);
            pause = isFull ? Longer(pause) : FirstPause;
        }
    }

    /// <returns>EAGAIN where the socket's buffer is full, ENOBUFS where the interface's queue is.</returns>
    private Errno TrySend(ReadOnlySpan<byte> frame)
    {
        RequireOpen();
        var to = SplitHeader(ref frame);
        var error = NativeMessages.Send(_descriptor.Socket, frame, to, [], out var count);
        switch (error)
        {
            case Errno.None:
                Interlocked.Increment(ref _framesSent);
                Interlocked.Add(ref _bytesSent, count);
                break;
            case not (Errno.EAGAIN or Errno.ENOBUFS):
                RequireOpen();
                throw Refusal(error, frame.Length);
        }

        return error;
    }

    /// <summary>Whom a cooked frame is for, whose header is taken off; the socket's own interface else.</summary>
    private SocketName SplitHeader(ref ReadOnlySpan<byte> frame)
    {
        if (!_descriptor.IsCooked)
        {
            return default;
        }

        if (!CookedView.TryReadSll2(frame, out var header))
        {
            throw new ArgumentException($"A cooked frame begins with a header of {CookedPrefix.Bytes} bytes.");
        }

        frame = header.Payload;
        return CookedPrefix.Read(header, InterfaceIndex);
    }

    private Exception Refusal(Errno error, int length) => error switch
    {
        Errno.EMSGSIZE => new MessageTooLongException(
            Address.ToString(), "sendto", null,
            Mtu is { } mtu ? $"the interface's MTU is {mtu} bytes, behind the link's header" : null),
        // packet_snd: a frame that is no longer than its link's header.
        Errno.EINVAL when length <= EthernetView.HeaderLength => new ArgumentException(
            $"A frame of {length} bytes has no room for its link's header."),
        Errno.ENXIO when InterfaceIndex == 0 => Failure.Of(
            error, "sendto", Address.ToString(), "the cooked header says which interface: 0 is none here"),
        _ => _descriptor.FailureOf(error, "sendto"),
    };

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async ValueTask WaitToSendAsync(CancellationToken cancellationToken)
    {
        await _waitsToSend.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var failure = await _descriptor.Watch.WaitToSendAsync(cancellationToken).ConfigureAwait(false);
            RequireOpen();
            Failure.ThrowIf(failure == Errno.ECANCELED ? Errno.None : failure, "epoll_ctl", Address.ToString());
        }
        finally
        {
            _waitsToSend.Release();
        }
    }
}
