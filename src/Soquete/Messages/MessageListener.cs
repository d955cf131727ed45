using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Listening;
using Soquete.Peers;

namespace Soquete.Messages;

/// <summary>Waits for peers that connect to exchange messages: sequenced packets of the unix domain.</summary>
/// <remarks>
/// Members may be called on any thread; accepts that overlap take turns. Disposing stops listening, removes a path that
/// this listener made, and leaves accepted connections alone.
/// </remarks>
public sealed class MessageListener : IAsyncDisposable
{
    /// <summary>How long accepting pauses when descriptors or memory have run out.</summary>
    public static readonly TimeSpan ExhaustionPause = Exhaustion.Pause;

    private readonly Acceptor<MessageConnection> _acceptor;

    private MessageListener(Address address, PeerFilter filter, BoundSocket socket, Engine engine) =>
        _acceptor = new Acceptor<MessageConnection>(address, "unix-seqpacket", filter, [socket], engine)
        {
            Listener = typeof(MessageListener),
            Welcome = MessageConnection.Of,
        };

    /// <summary>A peer was turned away; it is closed already. Raised on the thread that accepts.</summary>
    public event Action<RefusedPeer>? PeerRefused
    {
        add => _acceptor.PeerRefused += value;
        remove => _acceptor.PeerRefused -= value;
    }

    /// <summary>Accepting pauses. Raised on the thread that accepts, once for each pause.</summary>
    public event Action<AcceptPause>? AcceptPaused
    {
        add => _acceptor.AcceptPaused += value;
        remove => _acceptor.AcceptPaused -= value;
    }

    /// <summary>The address that is listened on.</summary>
    public Address Address => _acceptor.Address;

    /// <summary>The end that peers can connect to: always one.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds => _acceptor.LocalEnds;

    /// <summary>Starts to listen.</summary>
    /// <param name="address">A <c>unix-seqpacket</c> address.</param>
    /// <param name="cancellationToken">Looked at before anything is bound; there is nothing to wait for.</param>
    /// <exception cref="AddressFormatException">
    /// It is no such address, or has an option of a connector.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// In use, not permitted, not found or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    public static ValueTask<MessageListener> ListenAsync(
        Address address, CancellationToken cancellationToken = default) =>
        ListenAsync(address, Engine.Default, cancellationToken);

    /// <summary>Starts to listen, with connections that are driven as the options say.</summary>
    /// <inheritdoc cref="ListenAsync(Address, CancellationToken)"/>
    /// <param name="address">A <c>unix-seqpacket</c> address.</param>
    /// <param name="options">What drives the connections, and where their handlers run.</param>
    /// <param name="cancellationToken">Looked at before anything is bound; there is nothing to wait for.</param>
    public static ValueTask<MessageListener> ListenAsync(
        Address address, ConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ListenAsync(address, options.Driver, cancellationToken);
    }

    /// <summary>
    /// The next peer. Failures of single peers are not seen: who is gone before it is accepted is passed over.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The listener was closed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; no peer is lost.</exception>
    public ValueTask<MessageConnection> AcceptAsync(CancellationToken cancellationToken = default) =>
        _acceptor.AcceptAsync(cancellationToken);

    /// <summary>
    /// Every peer, until the token is cancelled or the listener closed, either of which ends the sequence.
    /// </summary>
    public IAsyncEnumerable<MessageConnection> AcceptAllAsync(CancellationToken cancellationToken = default) =>
        _acceptor.AcceptAllAsync(cancellationToken);

    /// <summary>Stops listening. Peers that wait in the backlog are reset.</summary>
    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();

    internal static ValueTask<MessageListener> ListenAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        var packets = MessageConnector.Require(address, AddressRole.Listen);
        // Before anything is bound: an account that does not exist is found here.
        var filter = PeerFilter.For(packets);
        return ValueTask.FromResult(new MessageListener(packets, filter, UnixBinder.Bind(packets), engine));
    }
}
