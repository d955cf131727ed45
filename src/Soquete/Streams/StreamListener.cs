using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Listening;
using Soquete.Peers;
using Soquete.Streams.Listening;

namespace Soquete.Streams;

/// <summary>Waits for peers on an address, on every socket that the address means.</summary>
/// <remarks>
/// A port alone means this machine's loopback, in IPv6 and IPv4; <c>*</c> means every address of this machine. Members
/// may be called on any thread; accepts that overlap take turns. Disposing stops listening, removes a unix path that
/// this listener made, and leaves accepted connections alone.
/// </remarks>
public sealed class StreamListener : IAsyncDisposable
{
    /// <summary>How long accepting pauses when descriptors or memory have run out.</summary>
    public static readonly TimeSpan ExhaustionPause = Exhaustion.Pause;

    private readonly Acceptor<StreamConnection> _acceptor;

    private StreamListener(Address address, PeerFilter filter, IReadOnlyList<BoundSocket> sockets, Engine engine)
    {
        var name = sockets[0].Name;
        Address = address switch
        {
            TcpAddress tcp when name.TryGetInternet(out var end) => tcp with { Port = Port.FromNumber(end.Port) },
            VsockAddress vsock when name.TryGetVsock(out _, out var port) => vsock with { Port = port },
            _ => address,
        };
        var protocol = ConnectedSocket.ProtocolOf(name, SocketKind.Stream);
        _acceptor = new Acceptor<StreamConnection>(Address, protocol, filter, sockets, engine)
        {
            Listener = typeof(StreamListener),
            Welcome = StreamConnection.Of,
        };
    }

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

    /// <summary>The address that is listened on, with the port that was taken.</summary>
    public Address Address { get; }

    /// <summary>Each end that peers can connect to.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds => _acceptor.LocalEnds;

    /// <summary>
    /// Whether machines other than this one can connect: an end is no unix socket and not on the loopback.
    /// </summary>
    public bool IsOpenToOthers => LocalEnds.Any(end => end.IsOpenToOthers);

    /// <summary>Starts to listen.</summary>
    /// <param name="address">A TCP, unix or vsock address, or an inherited descriptor that listens.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="AddressFormatException">
    /// The address cannot be listened on, or has an option of a connector.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// In use, not permitted, not found or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    public static ValueTask<StreamListener> ListenAsync(
        Address address, CancellationToken cancellationToken = default) =>
        ListenAsync(address, Engine.Default, cancellationToken);

    /// <summary>Starts to listen, with connections that are driven as the options say.</summary>
    /// <inheritdoc cref="ListenAsync(Address, CancellationToken)"/>
    /// <param name="address">A TCP, unix or vsock address, or an inherited descriptor that listens.</param>
    /// <param name="options">What drives the connections, and where their handlers run.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    public static ValueTask<StreamListener> ListenAsync(
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
    public ValueTask<StreamConnection> AcceptAsync(CancellationToken cancellationToken = default) =>
        _acceptor.AcceptAsync(cancellationToken);

    /// <summary>
    /// Every peer, until the token is cancelled or the listener closed, either of which ends the sequence.
    /// </summary>
    public IAsyncEnumerable<StreamConnection> AcceptAllAsync(CancellationToken cancellationToken = default) =>
        _acceptor.AcceptAllAsync(cancellationToken);

    /// <summary>
    /// Stops listening. Peers that wait in the backlog are reset; one whose handshake over TCP ends just then may be
    /// told nothing by the kernel, and learns so when it sends.
    /// </summary>
    public ValueTask DisposeAsync() => _acceptor.DisposeAsync();

    internal static async ValueTask<StreamListener> ListenAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        // Before anything is bound: an account that does not exist is found here.
        var filter = PeerFilter.For(address);
        var sockets = await Binder.BindAsync(address, cancellationToken).ConfigureAwait(false);
        return new StreamListener(address, filter, sockets, engine);
    }
}
