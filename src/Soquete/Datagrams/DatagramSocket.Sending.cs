using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Interop;

namespace Soquete.Datagrams;

/// <content>Sending.</content>
public sealed partial class DatagramSocket
{
    /// <summary>
    /// The first pause where there is nothing to wait on: a full receiver in the unix domain that this socket is not
    /// connected to, a full queue of the interface.
    /// </summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _waitsToSend = new(1);
    private long _datagramsSent;
    private long _bytesSent;

    /// <summary>Sends one datagram to the peer of a connected socket. An empty one is one too.</summary>
    /// <param name="datagram">Its bytes; not to be changed until this completes.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="MessageTooLongException">It is longer than the socket or the path takes.</exception>
    /// <exception cref="SoqueteException">
    /// The peer's port is closed (refused), there is no route, or an error was told of what was sent before; or the
    /// socket is not connected.
    /// </exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken = default) =>
        SendOneAsync(datagram, default, default, cancellationToken);

    /// <summary>Sends one datagram to a peer.</summary>
    /// <param name="datagram">Its bytes; not to be changed until this completes.</param>
    /// <param name="to">The peer; one that has no name cannot be sent to.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask SendToAsync(
        ReadOnlyMemory<byte> datagram, DatagramPeer to, CancellationToken cancellationToken = default) =>
        SendOneAsync(datagram, RequireNamed(to), default, cancellationToken);

    /// <summary>
    /// Answers a datagram: sends to its source, from the address of this machine that it was sent to.
    /// </summary>
    /// <param name="datagram">The answer; not to be changed until this completes.</param>
    /// <param name="received">What is answered.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask ReplyAsync(
        ReadOnlyMemory<byte> datagram, in ReceivedDatagram received, CancellationToken cancellationToken = default)
    {
        var to = RequireNamed(received.Source);
        return SendOneAsync(datagram, to, new ControlToSend(null, received.Facts), cancellationToken);
    }

    /// <summary>Sends one datagram with descriptors or credentials, in the unix domain.</summary>
    /// <param name="datagram">Its bytes; not to be changed until this completes.</param>
    /// <param name="ancillary">What goes with it.</param>
    /// <param name="to">The peer; null for that of a connected socket.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="ArgumentException">There are too many descriptors, or one is closed.</exception>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> datagram, AncillaryData ancillary, DatagramPeer? to = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ancillary);
        if (!IsUnix)
        {
            // The kernel would send the datagram over UDP, and leave them out without a word.
            throw new SoqueteException(
                FailureKind.Usage, Address.ToString(), "descriptors and credentials pass over unix sockets alone");
        }

        using var control = new SentControl(ancillary);
        var peer = to is { } named ? RequireNamed(named) : default;
        await SendOneAsync(datagram, peer, control.Bytes.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends every datagram of a batch, in order; one that was received goes back to its source.</summary>
    /// <param name="batch">The datagrams; it stays as it is.</param>
    /// <param name="cancellationToken">Stops waiting for room; some may have been sent.</param>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(DatagramBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        var sending = new BatchSending(batch);
        var pause = FirstPause;
        while (true)
        {
            RequireOpen();
            var (error, part) = TrySend(ref sending);
            if (error == Errno.None)
            {
                return;
            }

            pause = await WaitToSendAsync(part!, error, pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what the kernel takes now, without waiting.</summary>
    /// <param name="batch">The datagrams; it stays as it is.</param>
    /// <returns>How many datagrams were sent, from the first one on.</returns>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public int TrySend(DatagramBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RequireOpen();
        var sending = new BatchSending(batch);
        TrySend(ref sending);
        return sending.Datagrams;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendOneAsync(
        ReadOnlyMemory<byte> datagram, DatagramPeer to, ControlToSend control, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pause = FirstPause;
        while (true)
        {
            RequireOpen();
            var error = TrySend(datagram.Span, to, control, out var part);
            if (error == Errno.None)
            {
                return;
            }

            pause = await WaitToSendAsync(part, error, pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private Errno TrySend(
        ReadOnlySpan<byte> datagram, in DatagramPeer to, in ControlToSend control, out DatagramPart part)
    {
        Span<byte> room = stackalloc byte[SourceControl.Room];
        Errno error;
        do
        {
            part = PartFor(to.Name) ?? throw Failure.Of(Errno.EAFNOSUPPORT, "sendto", to.ToString());
            var name = part.Local.Domain == Domain.Inet6 ? to.Name.ToInet6() : to.Name;
            var told = control.Bytes is not null || !part.IsWildcard ? control.Bytes
                : room[..SourceControl.Write(room, control.Answered)];
            error = _unanswered is { } unanswered
                ? unanswered.Send(part, datagram, told, out var count)
                : NativeMessages.Send(part.Socket, datagram, name, told, out count);
            if (error == Errno.None)
            {
                CountSent(1, count);
                return Errno.None;
            }
        }
        while (SurviveSending(part, error, to.Name.Length == 0 ? null : to.ToString()));

        return error;
    }

    private (Errno Error, DatagramPart? Part) TrySend(ref BatchSending sending)
    {
        while (!sending.IsDone)
        {
            var name = sending.NextName;
            var part = PartFor(name) ?? throw Failure.Of(Errno.EAFNOSUPPORT, "sendmmsg", name.ToString());
            var error = sending.SendRun(part, _partOf, out var datagrams, out var bytes);
            CountSent(datagrams, bytes);
            if (error != Errno.None
                && !SurviveSending(part, error, name.Length == 0 ? null : name.Unmapped().ToString()))
            {
                return (error, part);
            }
        }

        Keep(sending.Batch);
        return (Errno.None, null);
    }

    /// <summary>Whether to try again at once; EAGAIN and ENOBUFS are for the caller to wait out.</summary>
    /// <exception cref="SoqueteException">It failed.</exception>
    private bool SurviveSending(DatagramPart part, Errno error, string? to)
    {
        RequireOpen();
        if (error is Errno.EAGAIN or Errno.ENOBUFS)
        {
            return false;
        }

        // The kernel tells a call of what an earlier datagram met; this one was not sent yet.
        if (TakeErrors(part, "sendto") || (error == Errno.ECONNREFUSED && !part.IsUnix && part.Remote is null))
        {
            return true;
        }

        throw error == Errno.EMSGSIZE ? TooLong(part, to) : Refusal(part, error, to);
    }

    /// <summary>
    /// Where datagrams may be fragmented, it is the socket that takes no more, whatever the path's MTU.
    /// </summary>
    private MessageTooLongException TooLong(DatagramPart part, string? to)
    {
        var mtu = Address is UdpAddress { DontFragment: true } ? part.ToldMtu : null;
        var remedy = part.IsUnix ? "send-buffer=SIZE makes room for more"
            : mtu is null ? $"UDP takes {DatagramBatch.MaxDatagramBytes} bytes at most, 20 more over IPv6"
            : null;
        return new MessageTooLongException(to ?? NameOf(part), "sendto", mtu, remedy);
    }

    private SoqueteException Refusal(DatagramPart part, Errno error, string? to)
    {
        var end = to ?? NameOf(part);
        return error switch
        {
            Errno.ENOENT when part.IsUnix => new SoqueteException(
                FailureKind.Refused, end, "nobody receives: the path does not exist", "sendto", ErrnoText.Name(error)),
            Errno.EACCES when !part.IsUnix => Failure.Of(
                error, "sendto", end, "a broadcast address needs the option 'broadcast'"),
            // The kernel says ECONNREFUSED once, and then forgets the peer.
            Errno.ENOTCONN when part is { IsUnix: true, Remote: not null } => new SoqueteException(
                FailureKind.Refused, end, "the receiver has closed", "sendto", ErrnoText.Name(error)),
            Errno.EDESTADDRREQ or Errno.ENOTCONN => Failure.Of(
                error, "sendto", end, "the socket is not connected: say whom to send to"),
            _ => Failure.Of(error, "sendto", end),
        };
    }

    private void Keep(ReadOnlySpan<byte> datagram)
    {
        if (_unanswered?.TryKeep(datagram) == false)
        {
            _unanswered = null;
        }
    }

    private void Keep(DatagramBatch batch)
    {
        if (_unanswered is not null)
        {
            foreach (var entry in batch)
            {
                Keep(entry.Bytes);
            }
        }
    }

    private void CountSent(int datagrams, long bytes)
    {
        Interlocked.Add(ref _datagramsSent, datagrams);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    /// <summary>
    /// A socket is not awaited for the room of somebody else's: of an unconnected unix socket that is asked again, and
    /// so is a full interface (ENOBUFS).
    /// </summary>
    private static bool HasNothingToWaitOn(DatagramPart part, Errno error) =>
        error == Errno.ENOBUFS || (part.IsUnix && part.Remote is null);

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TimeSpan> WaitToSendAsync(
        DatagramPart part, Errno error, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (HasNothingToWaitOn(part, error))
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            return Longer(pause);
        }

        await _waitsToSend.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var failure = await part.Watch.WaitToSendAsync(cancellationToken).ConfigureAwait(false);
            RequireOpen();
            if (failure is not Errno.None and not Errno.ECANCELED)
            {
                throw Failure.Of(failure, "epoll_ctl", NameOf(part));
            }
        }
        finally
        {
            _waitsToSend.Release();
        }

        return FirstPause;
    }

    private static DatagramPeer RequireNamed(in DatagramPeer peer) => peer.Kind == DatagramPeerKind.Unbound
        ? throw new SoqueteException(FailureKind.Other, null, "a peer without a name cannot be sent to")
        : peer;
}
