namespace Soquete.Addresses;

/// <summary>The address of a stream socket, in either domain, with the options that both domains share.</summary>
public abstract record StreamSocketAddress : Address
{
    /// <summary>
    /// The queue of connections that are not accepted yet when <see cref="Backlog"/> is not set (listen(2); the
    /// kernel caps it at net.core.somaxconn).
    /// </summary>
    public const int DefaultBacklog = 4096;

    private protected StreamSocketAddress()
    {
    }

    /// <summary>
    /// The part that this address plays where it could play both, as in a relay; null for the usual one.
    /// </summary>
    public AddressRole? Role { get; init; }

    /// <summary>
    /// How long a connection attempt may take, with all of its addresses; null for no limit but the kernel's.
    /// </summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>
    /// How long a connection may pass no byte in either direction before it is ended; null for no limit.
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

    /// <summary>The length of a listener's queue of connections; <see cref="DefaultBacklog"/> unless set.</summary>
    public int? Backlog { get; init; }

    /// <summary>
    /// How many accepted connections a listener has open at once; further ones wait in the backlog. Null for no
    /// limit.
    /// </summary>
    public int? MaxConnections { get; init; }

    /// <summary>The options above, for the tables of the schemes.</summary>
    private protected static AddressOption[] SharedOptions { get; } =
    [
        new RoleOption("connect", AddressRole.Connect, "connect to it, where it would be listened on"),
        new RoleOption("listen", AddressRole.Listen, "listen on it, where it would be connected to"),
        new ValueOption<StreamSocketAddress, TimeSpan?>(
            "connect-timeout", OptionUse.Connector,
                "give up connecting after this long (default: the kernel's own limit)",
            ValueSyntaxes.Duration, a => a.ConnectTimeout, (a, v) => a with { ConnectTimeout = v }),
        new ValueOption<StreamSocketAddress, TimeSpan?>(
            "idle-timeout", OptionUse.Both, "end a connection on which nothing passed for this long (default: never)",
            ValueSyntaxes.Duration, a => a.IdleTimeout, (a, v) => a with { IdleTimeout = v }),
        new ValueOption<StreamSocketAddress, int?>(
            "send-buffer", OptionUse.Both,
                "the kernel's send buffer, SO_SNDBUF (default: the system's, which tunes itself)",
            ValueSyntaxes.Size, a => a.SendBuffer, (a, v) => a with { SendBuffer = v }),
        new ValueOption<StreamSocketAddress, int?>(
            "receive-buffer", OptionUse.Both,
                "the kernel's receive buffer, SO_RCVBUF (default: the system's, which tunes itself)",
            ValueSyntaxes.Size, a => a.ReceiveBuffer, (a, v) => a with { ReceiveBuffer = v }),
        new ValueOption<StreamSocketAddress, int?>(
            "backlog", OptionUse.Listener, "connections that may wait to be accepted (default: 4096)",
            ValueSyntaxes.Number(1, int.MaxValue), a => a.Backlog, (a, v) => a with { Backlog = v }),
        new ValueOption<StreamSocketAddress, int?>(
            "max-connections", OptionUse.Listener,
                "connections open at once; more wait in the backlog (default: no limit)",
            ValueSyntaxes.Number(1, int.MaxValue), a => a.MaxConnections, (a, v) => a with { MaxConnections = v }),
    ];

    /// <summary><c>connect</c> and <c>listen</c>: bare words that exclude each other.</summary>
    private sealed class RoleOption(
        string name, AddressRole role, string summary) : AddressOption(name, "", OptionUse.Both, summary)
    {
        internal override Address Apply(Address address, string? value)
        {
            var socket = (StreamSocketAddress)address;
            return value is not null ? throw new AddressProblemException($"option '{Name}' takes no value")
                : socket.Role is not null ? throw new AddressProblemException(
                    "options 'connect' and 'listen' exclude each other")
                : socket with { Role = role };
        }

        internal override IEnumerable<string> ValuesOf(Address address) =>
            ((StreamSocketAddress)address).Role == role ? [""] : [];
    }
}
