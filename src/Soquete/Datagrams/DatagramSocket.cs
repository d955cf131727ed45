using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Peers;

namespace Soquete.Datagrams;

/// <summary>
/// A socket for datagrams, over UDP, in the unix domain or raw: it keeps their boundaries, and talks to one peer or to
/// any number.
/// </summary>
/// <remarks>
/// <para>
/// Bound, it receives from everybody and answers whom it likes; connected, it has one peer, and hears nobody else. UDP
/// may lose, double and reorder datagrams; the unix domain does none of that, and makes senders wait for a full
/// receiver.
/// </para>
/// <para>
/// One receive may be under way at a time, and any number of sends, on any threads. A port alone is this machine's
/// loopback in both versions of IP, which are two of the kernel's sockets behind this one.
/// </para>
/// </remarks>
public sealed partial class DatagramSocket : IAsyncDisposable
{
    private readonly DatagramPart[] _parts;
    private readonly PeerFilter _filter;
    private readonly bool _joins;
    private readonly OtherCandidates? _others;
    private readonly Func<SocketName, DatagramPart?>? _partOf;
    private OtherCandidates? _unanswered;
    private int _closed;

    internal DatagramSocket(
        Address address, IReadOnlyList<DatagramPart> parts, PeerFilter filter, OtherCandidates? others = null)
    {
        _others = others;
        _unanswered = others;
        _parts = [.. parts];
        _filter = filter;
        _waits = new Task<Errno>?[_parts.Length];
        _partOf = _parts.Length > 1 ? name => PartFor(name) : null;
        _joins = address is UdpAddress { Offload: not false };
        Address = address is UdpAddress udp && parts[0].Remote is null && parts[0].Local.TryGetInternet(out var end)
            ? udp with { Port = Port.FromNumber(end.Port) }
            : address;
    }

    /// <summary>
    /// A datagram that was sent to one of many peers did not arrive (an ICMP error). Of a connected socket it is the
    /// failure of the next call instead. Raised by the call that finds it, on any thread.
    /// </summary>
    public event Action<UndeliverableDatagram>? Undeliverable;

    /// <summary>The address, with the port that was taken.</summary>
    public Address Address { get; }

    /// <summary>Each end that datagrams can be sent to; <c>(unnamed)</c> where nobody can.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds => [.. _parts.Select(part => SocketEnd.Of(part.Local.Unmapped()))];

    /// <summary>
    /// The peer of a connected socket; null for one that is not. Where the address means several, it is the next one
    /// once a peer has refused before any has answered.
    /// </summary>
    public DatagramPeer? Peer => _parts[0].Remote is { } remote ? new DatagramPeer(remote) : null;

    /// <summary>Who talks to whom on a connected socket; null for one that is not.</summary>
    public Association? Association => AssociationOn(_parts[0]);

    /// <summary>
    /// Whether machines other than this one can send to it: an end is no unix socket and not on the loopback.
    /// </summary>
    public bool IsOpenToOthers => Peer is null && LocalEnds.Any(end => end.IsOpenToOthers);

    /// <summary>How many datagrams the kernel took to send.</summary>
    public long DatagramsSent => Volatile.Read(ref _datagramsSent);

    /// <summary>How many bytes they had.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>How many datagrams were received.</summary>
    public long DatagramsReceived => Volatile.Read(ref _datagramsReceived);

    /// <summary>How many bytes they had, without what was truncated.</summary>
    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    /// <summary>How many datagrams were passed over because the address does not allow their sender.</summary>
    public long DatagramsRefused => Volatile.Read(ref _datagramsRefused);

    internal bool IsUnix => _parts[0].IsUnix;

    /// <summary>What its associations call it.</summary>
    internal string Protocol => Address switch
    {
        UnixDatagramAddress => "unix-dgram",
        RawAddress raw => $"raw:{ProtocolText.Format(raw.ProtocolNumber)}",
        _ => "udp",
    };

    /// <summary>Binds an address, to receive what is sent there.</summary>
    /// <remarks>A multicast group is joined. A unix path is made with its mode, and removed on closing.</remarks>
    /// <param name="address">A <c>udp</c> or <c>unix-dgram</c> address.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="AddressFormatException">
    /// It is no datagram address, or has an option of a connector.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// In use, not permitted, not found or failed; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    public static ValueTask<DatagramSocket> BindAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return DatagramOpener.BindAsync(address, Engine.Default, cancellationToken);
    }

    /// <summary>Binds an address, on an engine.</summary>
    /// <inheritdoc cref="BindAsync(Address, CancellationToken)"/>
    /// <param name="address">A <c>udp</c> or <c>unix-dgram</c> address.</param>
    /// <param name="engine">What drives the socket.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    public static ValueTask<DatagramSocket> BindAsync(
        Address address, Engine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(engine);
        return DatagramOpener.BindAsync(address, engine, cancellationToken);
    }

    /// <summary>Connects to one peer, which sends nothing: whether anybody is there shows later.</summary>
    /// <param name="address">A <c>udp</c> or <c>unix-dgram</c> address.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="AddressFormatException">
    /// It is no datagram address, or has an option of a listener.
    /// </exception>
    /// <exception cref="SoqueteException">
    /// Not found, not permitted, no route, or in the unix domain refused; see <see cref="SoqueteException.Kind"/>.
    /// </exception>
    public static ValueTask<DatagramSocket> ConnectAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return DatagramOpener.ConnectAsync(address, Engine.Default, cancellationToken);
    }

    /// <summary>Connects to one peer, on an engine.</summary>
    /// <inheritdoc cref="ConnectAsync(Address, CancellationToken)"/>
    /// <param name="address">A <c>udp</c> or <c>unix-dgram</c> address.</param>
    /// <param name="engine">What drives the socket.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    public static ValueTask<DatagramSocket> ConnectAsync(
        Address address, Engine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(engine);
        return DatagramOpener.ConnectAsync(address, engine, cancellationToken);
    }

    /// <summary>The peer that an address means, to send to from a socket that is not connected.</summary>
    /// <param name="address">A <c>udp</c> or <c>unix-dgram</c> address; its options are not looked at.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <returns>The first address that its name has, in a version of IP that this socket speaks.</returns>
    /// <exception cref="SoqueteException">A name was not found.</exception>
    public ValueTask<DatagramPeer> ResolveAsync(Address address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return DatagramOpener.ResolveAsync(address, part => PartFor(part) is not null, cancellationToken);
    }

    /// <summary>Closes it, leaves its groups and removes the path that it made. What is pending ends.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            WakeBlocked();
            // First, so that nobody goes on to a new socket that would stay open.
            _others?.Close();
            foreach (var part in _parts)
            {
                part.Dispose();
            }

            CloseUnclaimed();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The socket that can send to a name; null where none speaks that version of IP.</summary>
    private DatagramPart? PartFor(in SocketName name)
    {
        if (name.Length == 0)
        {
            return _parts[0];
        }

        foreach (var part in _parts)
        {
            if (part.Local.Domain == name.Domain)
            {
                return part;
            }
        }

        // An IPv6 socket for every address takes IPv4 as mapped addresses; one that may not says so itself.
        return name.Domain == Domain.Inet && _parts[0].Local.Domain == Domain.Inet6 ? _parts[0] : null;
    }

    private string NameOf(DatagramPart part) => AssociationOn(part)?.ToString() ?? Address.ToString();

    private Association? AssociationOn(DatagramPart part) => part.Remote is { } remote
        ? new Association(Protocol, LocalEnds[0], SocketEnd.Of(remote))
        : null;

    /// <summary>
    /// Reads what the network told of earlier datagrams. A connected socket fails with it; others tell of it.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="SoqueteException">The peer of a connected socket did not get one.</exception>
    private bool TakeErrors(DatagramPart part, string call)
    {
        var found = false;
        while (TakeError(part, out var error) is { } undeliverable)
        {
            found = true;
            if (TrySwitch(part, error))
            {
                return true;
            }

            if (part.Remote is not null)
            {
                throw Undelivered(part, undeliverable, error, call);
            }

            Undeliverable?.Invoke(undeliverable);
        }

        return found;
    }

    /// <summary>What the network told of one earlier datagram; null where there is no more.</summary>
    private static UndeliverableDatagram? TakeError(DatagramPart part, out Errno error)
    {
        error = Errno.None;
        while (!part.IsUnix && ErrorQueue.Take(part.Socket, out error) is { } undeliverable)
        {
            if (error != Errno.EMSGSIZE || undeliverable.Offender is not null)
            {
                return undeliverable;
            }

            // No earlier datagram: the call that was to send this one fails with EMSGSIZE too.
            part.ToldMtu = undeliverable.PathMtu;
        }

        return null;
    }

    /// <summary>Whether a refusal led to the next of the peer's addresses.</summary>
    private bool TrySwitch(DatagramPart part, Errno error) => part.Remote is not null
        && error == Errno.ECONNREFUSED && _unanswered?.TrySwitch(part, ref _parts[0]) == true;

    private SoqueteException Undelivered(
        DatagramPart part, UndeliverableDatagram undeliverable, Errno error, string call)
    {
        var teller = undeliverable.Offender is { } offender && !offender.Equals(undeliverable.Peer.End.Address)
            ? $"{offender} says so"
            : null;
        return error == Errno.EMSGSIZE
            ? new MessageTooLongException(NameOf(part), call, undeliverable.PathMtu)
            : Failure.Of(error, call, NameOf(part), teller);
    }

    /// <summary>Sets what only one kind of socket knows, on each of the kernel's sockets behind this one.</summary>
    /// <exception cref="SoqueteException">One does not take it.</exception>
    internal void Set(string option, Func<SafeSocketHandle, Errno> set)
    {
        RequireOpen();
        foreach (var part in _parts)
        {
            Failure.ThrowIf(set(part.Socket), $"setsockopt {option}", NameOf(part));
        }
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);
}
