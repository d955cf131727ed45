using Soquete.Addresses;
using Soquete.Datagrams;

namespace Soquete.Raw;

/// <summary>
/// A socket for the packets of one protocol above IP, which the kernel itself may know nothing of (raw(7), ipv6(7)).
/// </summary>
/// <remarks>
/// <para>
/// Bound, it receives what is sent to its address, from everybody; connected, it has one peer. The kernel writes the IP
/// header and takes it off again, unless the address has <c>header</c>. Nothing is acknowledged: what does not fit the
/// receiver's buffer is gone.
/// </para>
/// <para>
/// It needs CAP_NET_RAW, but for ICMP echo with <c>unprivileged</c>. A kernel that has the protocol itself goes on
/// answering it: this socket sees copies. One receive may be under way at a time, and any number of sends.
/// </para>
/// </remarks>
public sealed partial class RawSocket : IAsyncDisposable
{
    private readonly DatagramSocket _datagrams;

    private RawSocket(DatagramSocket datagrams) => _datagrams = datagrams;

    /// <summary>
    /// A packet that was sent to one of many peers did not arrive (an ICMP error). Of a connected socket it is the
    /// failure of the next call instead. Raised by the call that finds it, on any thread.
    /// </summary>
    public event Action<UndeliverableDatagram>? Undeliverable
    {
        add => _datagrams.Undeliverable += value;
        remove => _datagrams.Undeliverable -= value;
    }

    /// <summary>The address that it was opened with.</summary>
    public RawAddress Address => (RawAddress)_datagrams.Address;

    /// <summary>Each address of this machine that it receives on.</summary>
    public IReadOnlyList<SocketEnd> LocalEnds => _datagrams.LocalEnds;

    /// <summary>The peer of a connected socket; null for one that is not.</summary>
    public DatagramPeer? Peer => _datagrams.Peer;

    /// <summary>Who talks to whom on a connected socket; null for one that is not.</summary>
    public Association? Association => _datagrams.Association;

    /// <summary>
    /// The same socket as one of datagrams: for batches, associations, counts, and what is written for any datagrams.
    /// </summary>
    public DatagramSocket Datagrams => _datagrams;

    /// <summary>Binds a local address, to receive what is sent there.</summary>
    /// <param name="address">
    /// A <c>raw</c> address; <c>*</c> is every address of this machine, a protocol alone its loopback.
    /// </param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="SocketAuthorityException">This process lacks CAP_NET_RAW.</exception>
    /// <exception cref="AddressFormatException">It is no raw address, or has an option of a connector.</exception>
    /// <exception cref="SoqueteException">Not found, no address of this machine, or failed.</exception>
    public static async ValueTask<RawSocket> BindAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        RequireRaw(address);
        return new RawSocket(await DatagramSocket.BindAsync(address, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Connects to one peer, which sends nothing: whether anybody is there shows later.</summary>
    /// <param name="address">A <c>raw</c> address.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="SocketAuthorityException">This process lacks CAP_NET_RAW.</exception>
    /// <exception cref="AddressFormatException">It is no raw address, or has an option of a listener.</exception>
    /// <exception cref="SoqueteException">Not found, no route, or failed.</exception>
    public static async ValueTask<RawSocket> ConnectAsync(
        Address address, CancellationToken cancellationToken = default)
    {
        RequireRaw(address);
        return new RawSocket(await DatagramSocket.ConnectAsync(address, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Receives one packet, once there is one.</summary>
    /// <param name="buffer">Where its bytes go; what does not fit is gone, which the result says.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="SoqueteException">
    /// On a connected socket: an error was told of what was sent before.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The socket was closed.</exception>
    public ValueTask<ReceivedDatagram> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _datagrams.ReceiveAsync(buffer, cancellationToken);

    /// <summary>Receives one packet, on this thread. Closing the socket ends the wait.</summary>
    /// <param name="buffer">Where its bytes go; what does not fit is gone, which the result says.</param>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public ReceivedDatagram Receive(Span<byte> buffer) => _datagrams.Receive(buffer);

    /// <summary>Sends one packet to the peer of a connected socket.</summary>
    /// <param name="packet">
    /// What stands above IP, or with <c>header</c> all of it; not to be changed until this completes. Of an IPv4 header
    /// the kernel fills in the checksum, the total length, and an identification and source that are 0 (raw(7)).
    /// </param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <exception cref="MessageTooLongException">It is longer than the socket or the path takes.</exception>
    /// <exception cref="SoqueteException">There is no route, or an error was told of what was sent before.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken = default) =>
        _datagrams.SendAsync(packet, cancellationToken);

    /// <summary>Sends one packet to a peer.</summary>
    /// <param name="packet">As of <see cref="SendAsync"/>.</param>
    /// <param name="to">The peer; its port is 0.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public ValueTask SendToAsync(
        ReadOnlyMemory<byte> packet, DatagramPeer to, CancellationToken cancellationToken = default) =>
        _datagrams.SendToAsync(packet, to, cancellationToken);

    /// <summary>Answers a packet: sends to its source, from the address of this machine that it was sent to.</summary>
    /// <param name="packet">As of <see cref="SendAsync"/>.</param>
    /// <param name="received">What is answered.</param>
    /// <param name="cancellationToken">Stops waiting for room; then nothing was sent.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public ValueTask ReplyAsync(
        ReadOnlyMemory<byte> packet, in ReceivedDatagram received, CancellationToken cancellationToken = default) =>
        _datagrams.ReplyAsync(packet, received, cancellationToken);

    /// <summary>Sends one packet to the peer of a connected socket, on this thread.</summary>
    /// <param name="packet">As of <see cref="SendAsync"/>.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public void Send(ReadOnlySpan<byte> packet) => _datagrams.Send(packet);

    /// <summary>Sends one packet to a peer, on this thread.</summary>
    /// <param name="packet">As of <see cref="SendAsync"/>.</param>
    /// <param name="to">The peer; its port is 0.</param>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public void SendTo(ReadOnlySpan<byte> packet, in DatagramPeer to) => _datagrams.SendTo(packet, to);

    /// <summary>The peer that an address means, to send to from a socket that is not connected.</summary>
    /// <param name="address">A <c>raw</c> address; its options are not looked at.</param>
    /// <param name="cancellationToken">Gives up while names are resolved.</param>
    /// <exception cref="SoqueteException">A name was not found.</exception>
    public ValueTask<DatagramPeer> ResolveAsync(Address address, CancellationToken cancellationToken = default) =>
        _datagrams.ResolveAsync(address, cancellationToken);

    /// <summary>Closes it. What is pending ends.</summary>
    public ValueTask DisposeAsync() => _datagrams.DisposeAsync();

    private static void RequireRaw(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is not RawAddress)
        {
            throw new AddressFormatException(address.ToString(), $"{address.Scheme} is no raw socket");
        }
    }
}
