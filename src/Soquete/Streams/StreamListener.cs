using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Engines;
using Soquete.Interop;
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
    public static readonly TimeSpan ExhaustionPause = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<BoundSocket> _sockets;
    private readonly AcceptQueue _queue;
    private readonly PeerFilter _filter;
    private readonly SemaphoreSlim? _places;
    private readonly TimeSpan? _idleTimeout;
    private readonly string _protocol;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly DescriptorReserve _reserve = new();
    private int _closed;

    private StreamListener(Address address, PeerFilter filter, IReadOnlyList<BoundSocket> sockets, Engine engine)
    {
        var options = address as SocketEndAddress;
        _sockets = sockets;
        _queue = new AcceptQueue([.. sockets.Select(socket => engine.AdoptListener(socket.Socket))]);
        _filter = filter;
        _places = options?.MaxConnections is { } most ? new SemaphoreSlim(most) : null;
        _idleTimeout = options?.IdleTimeout;
        _protocol = sockets[0].Name.Domain == Domain.Unix ? "unix" : "tcp";
        Address = address is TcpAddress tcp && sockets[0].Name.TryGetInternet(out var end)
            ? tcp with { Port = Port.FromNumber(end.Port) }
            : address;
        LocalEnds = [.. sockets.Select(socket => SocketEnd.Of(socket.Name))];
    }

    /// <summary>A peer was turned away; it is closed already. Raised on the thread that accepts.</summary>
    public event Action<RefusedPeer>? PeerRefused;

    /// <summary>Accepting pauses. Raised on the thread that accepts, once for each pause.</summary>
    public event Action<AcceptPause>? AcceptPaused;

    /// <summary>The address that is listened on, with the port that was taken.</summary>
    public Address Address { get; }

    /// <summary>Each end that peers can connect to.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds { get; }

    /// <summary>
    /// Whether machines other than this one can connect: an end is no unix socket and not on the loopback.
    /// </summary>
    public bool IsOpenToOthers => LocalEnds.Any(end => end.Address is { } ip && !IPAddress.IsLoopback(ip));

    /// <summary>Starts to listen.</summary>
    /// <param name="address">A TCP or unix address, or an inherited descriptor that listens.</param>
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

    /// <summary>
    /// The next peer. Failures of single peers are not seen: who is gone before it is accepted is passed over.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The listener was closed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; no peer is lost.</exception>
    public async ValueTask<StreamConnection> AcceptAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
            await TakePlaceAsync(cancellationToken).ConfigureAwait(false);
            return await AcceptWelcomeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Every peer, until the token is cancelled or the listener closed, either of which ends the sequence.
    /// </summary>
    public async IAsyncEnumerable<StreamConnection> AcceptAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            StreamConnection connection;
            try
            {
                connection = await AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (
                e is OperationCanceledException || (e is ObjectDisposedException && Volatile.Read(ref _closed) != 0))
            {
                yield break;
            }

            yield return connection;
        }
    }

    /// <summary>Stops listening. Peers that wait in the backlog are reset.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // The path goes first: who finds it gone is refused, who finds it finds a listener.
            foreach (var socket in _sockets)
            {
                socket.Path?.Dispose();
            }

            _queue.Dispose();
            _reserve.Dispose();
            // Who waits for a place gets one, and finds the listener closed.
            _places?.Release();
        }

        return ValueTask.CompletedTask;
    }

    internal static async ValueTask<StreamListener> ListenAsync(
        Address address, Engine engine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        // Before anything is bound: an account that does not exist is found here.
        var filter = PeerFilter.For(address);
        var sockets = await Binder.BindAsync(address, cancellationToken).ConfigureAwait(false);
        return new StreamListener(address, filter, sockets, engine);
    }

    private async ValueTask TakePlaceAsync(CancellationToken cancellationToken)
    {
        if (_places is not null)
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<StreamConnection> AcceptWelcomeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await _queue.NextAsync(cancellationToken).ConfigureAwait(false);
                if (result.Transport is { } transport && Admit(transport, result.Peer) is { } connection)
                {
                    return connection;
                }

                await SurviveAsync(result.Error, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            _places?.Release();
            throw;
        }
    }

    private StreamConnection? Admit(StreamTransport transport, in SocketName peer)
    {
        var socket = (SafeSocketHandle)transport.OutputHandle!;
        var credentials = _protocol == "unix" ? PeerCredentials.Of(socket) : null;
        NativeSocket.LocalName(socket, out var local);
        var association = new Association(_protocol, SocketEnd.Of(local), SocketEnd.Of(peer));
        if (_filter.Refuse(peer, credentials) is not { } reason)
        {
            Action? onClosed = _places is null ? null : ReleasePlace;
            return new StreamConnection(transport, association, credentials, _idleTimeout, onClosed);
        }

        transport.Abort();
        PeerRefused?.Invoke(new RefusedPeer(association, reason, credentials));
        return null;
    }

    private void ReleasePlace() => _places!.Release();

    /// <summary>
    /// accept(2): errors of one connection are passed over, exhaustion is
    /// waited out, and the rest is the listener's own.
    /// </summary>
    private async ValueTask SurviveAsync(Errno error, CancellationToken cancellationToken)
    {
        switch (error)
        {
            case Errno.None or Errno.ECONNABORTED or Errno.EPROTO or Errno.EPERM or Errno.ENETDOWN or Errno.ENETUNREACH
                or Errno.EHOSTDOWN or Errno.EHOSTUNREACH or Errno.ENONET or Errno.ENOPROTOOPT or Errno.EAGAIN:
                return;
            case Errno.EMFILE or Errno.ENFILE or Errno.ENOBUFS or Errno.ENOMEM:
                await WaitOutAsync(error, cancellationToken).ConfigureAwait(false);
                return;
            default:
                ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
                throw Failure.Of(error, "accept", Address.ToString());
        }
    }

    private async ValueTask WaitOutAsync(Errno error, CancellationToken cancellationToken)
    {
        _reserve.Release();
        do
        {
            AcceptPaused?.Invoke(new AcceptPause(ErrnoText.Name(error), ExhaustionPause));
            await Task.Delay(ExhaustionPause, cancellationToken).ConfigureAwait(false);
        }
        while (!_reserve.TryRefill());
    }
}
