namespace Soquete.Addresses;

/// <summary>
/// An address of the internet domain with a port: <c>SCHEME:HOST:PORT</c>, over IPv6, IPv4 or both.
/// </summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where a port stands alone.</param>
/// <param name="Port">The port; 0 lets the system take a free one.</param>
/// <param name="Family">Which versions of IP are used.</param>
public abstract record TransportAddress(Host Host, Port Port, InternetFamily Family) : InternetAddress(Host, Family)
{
    /// <summary>The local end that a connection is made from.</summary>
    public SourceEnd? Bind { get; init; }

    /// <summary>
    /// IPV6_V6ONLY: an IPv6 listener takes nothing over IPv4 (RFC 3493 §5.3). A listener on <c>*</c> takes both
    /// unless set.
    /// </summary>
    public bool? IPv6Only { get; init; }

    /// <summary>
    /// SO_REUSEADDR on a listener. TCP: the port can be taken again while old connections linger in TIME-WAIT; on
    /// unless set to false. UDP: several sockets may have the port, as receivers of multicast do; on for multicast
    /// alone unless set. It never sets SO_REUSEPORT.
    /// </summary>
    public bool? ReuseAddress { get; init; }

    /// <summary>
    /// SO_REUSEPORT: several listeners share the port and the kernel spreads peers over them; off unless set.
    /// </summary>
    public bool? ReusePort { get; init; }

    internal override string Target =>
        Host.Kind == HostKind.Loopback ? Port.ToString() : $"{Host}:{Port}";

    /// <summary>The options above, for the tables of the schemes.</summary>
    private protected static AddressOption[] TransportOptions { get; } =
    [
        new ValueOption<TransportAddress, SourceEnd?>(
            "bind", OptionUse.Connector, "connect from this local address and port",
            ValueSyntaxes.Source, a => a.Bind, (a, v) => a with { Bind = v }),
        new FlagOption<TransportAddress>(
            "ipv6-only", OptionUse.Listener, "take nothing over IPv4 on an IPv6 address, IPV6_V6ONLY",
            a => a.IPv6Only, (a, v) => a with { IPv6Only = v }),
        new FlagOption<TransportAddress>(
            "reuse-address", OptionUse.Listener,
                "take a port that is still in use, SO_REUSEADDR (default: on for TCP and for multicast)",
            a => a.ReuseAddress, (a, v) => a with { ReuseAddress = v }),
        new FlagOption<TransportAddress>(
            "reuse-port", OptionUse.Listener, "share the port with other listeners, SO_REUSEPORT (default: off)",
            a => a.ReusePort, (a, v) => a with { ReusePort = v }),
    ];

    /// <inheritdoc cref="InternetAddress.CheckFamily(InternetAddress, System.Net.IPAddress?)"/>
    private protected static void CheckFamily(TransportAddress address) => CheckFamily(address, address.Bind?.Address);
}
