using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Binding;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Listening;

/// <summary>
/// Accepts connections, of streams or of messages, on every socket that an address means: behind each public listener.
/// </summary>
/// <typeparam name="TConnection">What a peer becomes.</typeparam>
internal sealed class Acceptor<TConnection> : IAsyncDisposable
    where TConnection : class
{
    private readonly IReadOnlyList<BoundSocket> _sockets;
    private readonly ListeningEnd?[] _unixEnds;
    private readonly AcceptQueue _queue;
    private readonly PeerFilter _filter;
    private readonly Engine _engine;
    private readonly SemaphoreSlim? _places;
    private readonly Action? _releasePlace;
    private readonly TimeSpan? _idleTimeout;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Exhaustion _exhaustion = new();
    private Errno _exhausted;
    private int _closed;

    /// <param name="address">What failures name.</param>
    /// <param name="protocol">The protocol of the associations.</param>
    /// <param name="filter">Who may connect.</param>
    /// <param name="sockets">Those that listen.</param>
    /// <param name="engine">What drives them, and what they accept.</param>
    public Acceptor(
        Address address, string protocol, PeerFilter filter, IReadOnlyList<BoundSocket> sockets, Engine engine)
    {
        var options = address as SocketEndAddress;
        _sockets = sockets;
        _queue = new AcceptQueue([.. sockets.Select(socket => engine.AdoptListener(socket.Socket))]);
        _filter = filter;
        _engine = engine;
        if (options?.MaxConnections is { } most)
        {
            _places = new SemaphoreSlim(most);
            _releasePlace = () => _places.Release();
        }

        _idleTimeout = options?.IdleTimeout;
        (Address, Protocol) = (address, protocol);
        LocalEnds = [.. sockets.Select(socket => SocketEnd.Of(socket.Name))];
        _unixEnds = [.. sockets.Select(UnixEnd)];
    }

    public event Action<RefusedPeer>? PeerRefused;

    public event Action<AcceptPause>? AcceptPaused;

    /// <summary>What failures name.</summary>
    public Address Address { get; }

    /// <summary>The protocol of the associations.</summary>
    public string Protocol { get; }

    /// <summary>The public listener, which was closed where an accept says so.</summary>
    public required Type Listener { get; init; }

    /// <summary>Makes a connection of a peer; where it throws, the peer is closed.</summary>
    public required Func<AcceptedPeer, TConnection> Welcome { get; init; }

    public IReadOnlyList<SocketEnd> LocalEnds { get; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<TConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, Listener);
            if (_places is not null)
            {
                await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            return await AcceptWelcomeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async IAsyncEnumerable<TConnection> AcceptAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            TConnection connection;
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

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // The path goes first: who finds it gone is refused, who finds it finds a listener.
            foreach (var socket in _sockets)
            {
                socket.Path?.Dispose();
            }

            await _queue.DisposeAsync().ConfigureAwait(false);
            _exhaustion.Dispose();
            // Who waits for a place gets one, and finds the listener closed.
            _places?.Release();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TConnection> AcceptWelcomeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (_exhausted != Errno.None)
                {
                    await _exhaustion.WaitOutAsync(_exhausted, AcceptPaused, cancellationToken).ConfigureAwait(false);
                    _exhausted = Errno.None;
                }

                var result = await _queue.NextAsync(cancellationToken).ConfigureAwait(false);
                if (result.Transport is { } transport && Admit(transport) is { } connection)
                {
                    return connection;
                }

                Survive(result.Error);
            }
        }
        catch
        {
            _places?.Release();
            throw;
        }
    }

    private TConnection? Admit(StreamTransport transport)
    {
        var socket = (SafeSocketHandle)transport.OutputHandle!;
        _exhausted = _exhaustion.IsNear(socket) ? Errno.EMFILE : Errno.None;
        if (!TryIdentify(socket, out var identity, out var refusal))
        {
            transport.Abort();
            return null;
        }

        if (refusal is null)
        {
            return Admit(new AcceptedPeer(transport, identity, _idleTimeout, _engine) { OnClosed = _releasePlace });
        }

        var peer = new RefusedPeer(identity.AssociationOf(socket), refusal, identity.CredentialsOf(socket));
        transport.Abort();
        PeerRefused?.Invoke(peer);
        return null;
    }

    /// <summary>Who it is, and why it is refused where it is.</summary>
    /// <returns>Whether it is still there.</returns>
    private bool TryIdentify(SafeSocketHandle socket, out PeerIdentity identity, out string? refusal)
    {
        if (_unixEnds[_queue.Last] is not { } end)
        {
            return TryIdentifyInternet(socket, out identity, out refusal);
        }

        identity = new PeerIdentity(end);
        refusal = _filter.AcceptsAll
            ? null
            : _filter.Refuse(SocketName.UnnamedUnix, identity.CredentialsOf(socket));
        return true;
    }

    private bool TryIdentifyInternet(SafeSocketHandle socket, out PeerIdentity identity, out string? refusal)
    {
        (identity, refusal) = (default, null);
        // A peer that is gone already has no name; that is what accept(2) calls ECONNABORTED.
        if (NativeSocket.PeerName(socket, out var peer) != Errno.None)
        {
            return false;
        }

        NativeSocket.LocalName(socket, out var local);
        var association = new Association(Protocol, SocketEnd.Of(local), SocketEnd.Of(peer));
        identity = new PeerIdentity(association, credentials: null);
        refusal = _filter.AcceptsAll ? null : _filter.Refuse(peer, credentials: null);
        return true;
    }

    private ListeningEnd? UnixEnd(BoundSocket socket) => socket.Name.Domain == Domain.Unix
        ? new ListeningEnd(Protocol, SocketEnd.Of(socket.Name))
        : null;

    private TConnection Admit(in AcceptedPeer peer)
    {
        try
        {
            return Welcome(peer);
        }
        catch
        {
            peer.Transport.Abort();
            throw;
        }
    }

    /// <summary>
    /// accept(2): errors of one connection are passed over, exhaustion is waited out before the next accept, and the
    /// rest is the listener's own.
    /// </summary>
    private void Survive(Errno error)
    {
        switch (error)
        {
            case Errno.None or Errno.ECONNABORTED or Errno.EPROTO or Errno.EPERM or Errno.ENETDOWN or Errno.ENETUNREACH
                or Errno.EHOSTDOWN or Errno.EHOSTUNREACH or Errno.ENONET or Errno.ENOPROTOOPT or Errno.EAGAIN:
                return;
            case var _ when Exhaustion.IsThat(error):
                _exhausted = error;
                return;
            default:
                ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, Listener);
                throw Failure.Of(error, "accept", Address.ToString());
        }
    }
}
