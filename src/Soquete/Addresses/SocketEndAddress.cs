namespace Soquete.Addresses;

/// <summary>The address of a socket, of any domain and type, with the options that all of them share.</summary>
/// <remarks>
/// What only one type of socket knows is refused by the schemes of the others when such an address is used: a datagram
/// socket has no backlog, a stream loses nothing.
/// </remarks>
public abstract record SocketEndAddress : Address
{
    /// <summary>
    /// The queue of connections that are not accepted yet when <see cref="Backlog"/> is not set (listen(2); the
    /// kernel caps it at net.core.somaxconn).
    /// </summary>
    public const int DefaultBacklog = 4096;

    private protected SocketEndAddress()
    {
    }

    /// <summary>
    /// The part that this address plays where it could play both, as in a relay; null for the usual one.
    /// </summary>
    public AddressRole? Role { get; init; }

    /// <summary>
    /// How long a connection attempt may take, with all of its addresses; null for no limit but the kernel's. Of
    /// connections alone.
    /// </summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>
    /// How long nothing may pass in either direction before a connection, or a relay's session with a datagram peer, is
    /// ended; null for no limit on connections, and for the relay's default on sessions.
    /// </summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>
    /// SO_SNDBUF in bytes, 1 to 1 GiB (the kernel doubles it, and caps it at net.core.wmem_max); null for the
    /// system's.
    /// </summary>
    public int? SendBuffer { get; init; }

    /// <summary>
    /// SO_RCVBUF in bytes, 1 to 1 GiB (the kernel doubles it, and caps it at net.core.rmem_max); null for the
    /// system's.
    /// </summary>
    public int? ReceiveBuffer { get; init; }

    /// <summary>
    /// The length of a listener's queue of connections; <see cref="DefaultBacklog"/> unless set. Of connections alone.
    /// </summary>
    public int? Backlog { get; init; }

    /// <summary>
    /// How many accepted connections a listener has open at once; further ones wait in the backlog. Null for no
    /// limit. Of connections alone.
    /// </summary>
    public int? MaxConnections { get; init; }

    /// <summary>
    /// How many peers of a datagram socket a relay keeps a session for; null for the relay's default. Of datagrams
    /// alone.
    /// </summary>
    public int? MaxSessions { get; init; }

    /// <summary>
    /// What a relay does wrong on purpose to what it sends to this end. On streams and sequenced packets, which are
    /// reliable, its delay and rate alone.
    /// </summary>
    public Impairment Impairment { get; init; } = Impairment.None;
}
