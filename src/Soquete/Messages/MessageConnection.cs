using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Ancillary;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Listening;
using Soquete.Peers;

namespace Soquete.Messages;

/// <summary>
/// A connection that keeps the boundaries of messages: sequenced packets of the unix domain (SOCK_SEQPACKET). It is as
/// reliable and two-way as a stream, and each receive gives one message as it was sent.
/// </summary>
/// <remarks>
/// <para>
/// Members may be called on any threads. Receives that overlap take turns, and so do sends; which of them is first is
/// not said.
/// </para>
/// <para>
/// It ends in one of three ways. <see cref="CompleteOutputAsync"/> is the half-close: no more messages follow, and what
/// the peer still sends arrives. <see cref="CloseAsync"/> is the graceful close: it completes the output and waits for
/// the peer's end. <see cref="Abort"/> closes at once; a peer of which messages are unread is told of a reset.
/// <see cref="DisposeAsync"/> closes without waiting.
/// </para>
/// </remarks>
public sealed class MessageConnection : IConnection, IAsyncDisposable
{
    /// <summary>How long <see cref="CloseAsync"/> waits for the peer's end before it closes all the same.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);

    private readonly ControlChannel _channel;
    private readonly IdleWatch? _idle;
    private readonly Action? _onClosed;
    private PeerIdentity _identity;
    private long _messagesSent;
    private long _messagesReceived;
    private long _bytesSent;
    private long _bytesReceived;
    private volatile bool _wasReset;
    private int _outputCompleted;
    private int _closed;

    private MessageConnection(AcceptedPeer peer)
    {
        Transport = peer.Transport;
        _channel = new ControlChannel((SafeSocketHandle)peer.Transport.OutputHandle!, peer.Engine);
        _onClosed = peer.OnClosed;
        _identity = peer.Identity;
        _idle = peer.IdleTimeout is { } limit ? new IdleWatch(limit, AbortTransport) : null;
    }

    /// <summary>The protocol, <c>unix-seqpacket</c>, and both ends.</summary>
    public Association Association => _identity.AssociationOf(SocketHandle);

    /// <summary>
    /// The peer's process and user when it connected or listened; each message has its own sender's. Of an accepted
    /// connection they are asked for when they are first read, and null where it was closed before.
    /// </summary>
    public PeerCredentials? PeerCredentials => _identity.CredentialsOf(SocketHandle);

    /// <summary>How many messages the kernel took to send.</summary>
    public long MessagesSent => Volatile.Read(ref _messagesSent);

    /// <summary>How many messages were received.</summary>
    public long MessagesReceived => Volatile.Read(ref _messagesReceived);

    /// <summary>How many bytes the messages had that were sent.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>How many bytes the messages had that were received, without what was truncated.</summary>
    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    /// <summary>
    /// Its socket, to hand to another process or to set what no option sets. It stays the connection's, and is not to
    /// be read, written or closed.
    /// </summary>
    public SafeSocketHandle SocketHandle => (SafeSocketHandle)Transport.OutputHandle!;

    /// <summary>
    /// Whether the peer has closed altogether, so that what is sent is lost; not so where it has only ended its output.
    /// </summary>
    public bool IsPeerGone => Transport.IsHungUp();

    internal StreamTransport Transport { get; }

    /// <summary>Connects to a peer.</summary>
    /// <param name="address">A <c>unix-seqpacket</c> address.</param>
    /// <param name="cancellationToken">Gives up; nothing is left open.</param>
    /// <exception cref="AddressFormatException">
    /// It is no such address, or has an option of a listener.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// Refused, timed out, not permitted or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ValueTask<MessageConnection> ConnectAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return MessageConnector.ConnectAsync(address, Engine.Default, cancellationToken);
    }

    /// <summary>Connects to a peer, driven as the options say.</summary>
    /// <inheritdoc cref="ConnectAsync(Address, CancellationToken)"/>
    /// <param name="address">A <c>unix-seqpacket</c> address.</param>
    /// <param name="options">What drives the connection, and where what is awaited on it goes on.</param>
    /// <param name="cancellationToken">Gives up; nothing is left open.</param>
    public static ValueTask<MessageConnection> ConnectAsync(
        Address address, ConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        return MessageConnector.ConnectAsync(address, options.Driver, cancellationToken);
    }

    /// <summary>Takes over a connected sequenced-packet socket of the unix domain: one that was passed, say.</summary>
    /// <param name="connected">The socket. The connection owns it from here on; where this throws, it does not.</param>
    /// <exception cref="SoqueteException">It is no such socket, it listens, or it is not connected.</exception>
    public static MessageConnection Adopt(SafeSocketHandle connected)
    {
        ArgumentNullException.ThrowIfNull(connected);
        var association = ConnectedSocket.Require(connected, SocketKind.SeqPacket, "sequenced-packet");
        Failure.ThrowIf(AskWhoSends(connected), "setsockopt SO_PASSCRED", association.ToString());
        var engine = Engine.Default;
        return new MessageConnection(
            new AcceptedPeer(
                engine.Adopt(connected), new PeerIdentity(association, PeerCredentials.Of(connected)),
                IdleTimeout: null, engine));
    }

    /// <summary>Receives one message, once there is one, or the end.</summary>
    /// <param name="buffer">Where its bytes go; what does not fit is gone, which the result says.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="PeerBrokeOffException">
    /// The peer closed before it had read everything, and all that it had sent was received.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// It failed otherwise, or nothing passed for the address's idle timeout.
    /// </exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReceivedMessage> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var receipt = await _channel.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (receipt.Error == Errno.ECONNRESET)
            {
                // The kernel tells it once, and before the messages that came earlier, which are still to be had.
                _wasReset = true;
                continue;
            }

            if (receipt.Error != Errno.None || (receipt.IsEnd && _wasReset))
            {
                throw Failed(_wasReset ? Errno.ECONNRESET : receipt.Error, "recvmsg");
            }

            return receipt.IsEnd ? ReceivedMessage.End : CountReceived(receipt, buffer.Length);
        }
    }

    /// <summary>Sends one message. An empty one is one too.</summary>
    /// <param name="message">Its bytes; not to be changed until this completes.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="MessageTooLongException">
    /// It is longer than the socket takes: its <c>send-buffer</c>, as the kernel has it, less 32 bytes.
    /// </exception>
    /// <exception cref="PeerBrokeOffException">The peer is gone.</exception>
    /// <exception cref="SoqueteException">
    /// It failed otherwise, or nothing passed for the address's idle timeout.
    /// </exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        SendAsync(message, ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Sends one message with descriptors or credentials. An empty one can carry them too.</summary>
    /// <param name="message">Its bytes; not to be changed until this completes.</param>
    /// <param name="ancillary">What goes with it.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="ArgumentException">There are too many descriptors, or one that is closed.</exception>
    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> message, AncillaryData ancillary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ancillary);
        using var control = new SentControl(ancillary);
        await SendAsync(message, control.Memory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The half-close: tells the peer that no more messages follow. What it still sends arrives.</summary>
    /// <param name="cancellationToken">Not waited on: nothing is buffered here.</param>
    public ValueTask CompleteOutputAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _outputCompleted, 1) == 0)
        {
            var error = Transport.CompleteOutput();
            if (error is not (Errno.None or Errno.ENOTCONN or Errno.ECANCELED))
            {
                throw Failed(error, "shutdown");
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The graceful close: completes the output, waits for the peer's end
    /// (at most <see cref="CloseLimit"/>) and closes.
    /// </summary>
    /// <remarks>What the peer still sends is dropped: closing with messages unread would tell it of a reset.</remarks>
    /// <param name="cancellationToken">Stops waiting and closes at once.</param>
    public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await CompleteOutputAsync(cancellationToken).ConfigureAwait(false);
            await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CloseTransport();
        }
    }

    /// <summary>
    /// Closes at once. The unix domain knows no reset but this: a peer of which messages are unread here gets one.
    /// </summary>
    public void Abort()
    {
        AbortTransport();
        CloseTransport();
    }

    /// <summary>Closes without waiting for the peer. The kernel delivers what was sent.</summary>
    public ValueTask DisposeAsync()
    {
        CloseTransport();
        return ValueTask.CompletedTask;
    }

    /// <summary>A peer that was accepted.</summary>
    internal static MessageConnection Of(AcceptedPeer peer)
    {
        // Since Linux 6.16 it has this from its listener.
        var connection = new MessageConnection(peer);
        var error = AskWhoSends(connection.SocketHandle);
        Failure.ThrowIf(error, "setsockopt SO_PASSCRED", connection.Association.ToString());
        return connection;
    }

    /// <summary>A peer that was connected to; its socket asks who sends.</summary>
    internal static MessageConnection OfConnected(AcceptedPeer peer) => new(peer);

    /// <summary>
    /// The socket for a program of any kind, which is not asked to read the control data that this class asks for.
    /// </summary>
    internal SafeSocketHandle TakeSocket()
    {
        var socket = (SafeSocketHandle)Transport.OutputHandle!;
        var error = NativeSocket.SetOption(socket, SocketOption.SoPassCred, 0);
        Failure.ThrowIf(error, "setsockopt SO_PASSCRED", Association.ToString());
        return socket;
    }

    /// <summary>
    /// SO_PASSCRED (unix(7)): every message has control data then, were it empty, and the end has none. That alone
    /// tells them apart.
    /// </summary>
    private static Errno AskWhoSends(SafeSocketHandle socket) =>
        NativeSocket.SetOption(socket, SocketOption.SoPassCred, 1);

    /// <summary>Sends one message with control data as it is, or none.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask SendAsync(
        ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> control, CancellationToken cancellationToken)
    {
        var result = await _channel.SendAsync(message, control, cancellationToken).ConfigureAwait(false);
        if (result.Error != Errno.None)
        {
            throw Failed(result.Error, control.IsEmpty ? "sendto" : "sendmsg");
        }

        Interlocked.Increment(ref _messagesSent);
        Interlocked.Add(ref _bytesSent, result.Count);
        _idle?.Touch();
    }

    private ReceivedMessage CountReceived(in ControlReceipt receipt, int room)
    {
        var count = Math.Min(receipt.Length, room);
        Interlocked.Increment(ref _messagesReceived);
        Interlocked.Add(ref _bytesReceived, count);
        _idle?.Touch();
        return new ReceivedMessage(count, receipt.Length, receipt.Control);
    }

    private Exception Failed(Errno error, string call) => error == Errno.EMSGSIZE
        ? new MessageTooLongException(Association.ToString(), call, pathMtu: null)
        : new ConnectionFailure(Association, typeof(MessageConnection)) { Idle = _idle }
            .Of(error, call, BytesSent, BytesReceived);

    private async ValueTask WaitForEndAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CloseLimit);
        try
        {
            ControlReceipt dropped;
            do
            {
                dropped = await _channel.ReceiveAsync(Memory<byte>.Empty, limit.Token).ConfigureAwait(false);
            }
            while (dropped is { Error: Errno.None, IsEnd: false });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The limit passed; the peer had its time.
        }
    }

    private void CloseTransport()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _idle?.Dispose();
            _channel.Dispose();
            _identity.Settle(SocketHandle);
            Transport.Dispose();
            _onClosed?.Invoke();
        }
    }

    private void AbortTransport()
    {
        _channel.Dispose();
        _identity.Settle(SocketHandle);
        Transport.Abort();
    }
}
