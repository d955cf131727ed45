using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>An address of the internet domain: <c>SCHEME:HOST:PORT</c>, over IPv6, IPv4 or both.</summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where a port stands alone.</param>
/// <param name="Port">The port; 0 lets the system take a free one.</param>
/// <param name="Family">Which versions of IP are used.</param>
public abstract record InternetAddress(Host Host, Port Port, InternetFamily Family) : SocketEndAddress
{
    /// <inheritdoc/>
    public sealed override string Scheme => SchemeName(Protocol, Family);

    /// <summary>The differentiated services codepoint of what is sent, 0 to 63 (RFC 2474).</summary>
    public int? Dscp { get; init; }

    /// <summary>The local end that a connection is made from.</summary>
    public SourceEnd? Bind { get; init; }

    /// <summary>SO_BINDTODEVICE: only packets of this interface (socket(7)).</summary>
    public string? Interface { get; init; }

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

    /// <summary>The only networks whose peers a listener accepts; empty for all.</summary>
    public ValueList<IPNetwork> Allow { get; init; }

    /// <summary>The networks whose peers a listener refuses, whatever <see cref="Allow"/> says.</summary>
    public ValueList<IPNetwork> Deny { get; init; }

    internal override string Target =>
        Host.Kind == HostKind.Loopback ? Port.ToString() : $"{Host}:{Port}";

    /// <summary>The protocol's name in services(5): <c>tcp</c>, <c>udp</c>.</summary>
    internal abstract string Protocol { get; }

    /// <summary>The options above, for the tables of the schemes.</summary>
    private protected static AddressOption[] InternetOptions { get; } =
    [
        new ValueOption<InternetAddress, int?>(
            "dscp", OptionUse.Both, "differentiated services codepoint, IP_TOS or IPV6_TCLASS (default: 0)",
            ValueSyntaxes.Dscp, a => a.Dscp, (a, v) => a with { Dscp = v }),
        new ValueOption<InternetAddress, SourceEnd?>(
            "bind", OptionUse.Connector, "connect from this local address and port",
            ValueSyntaxes.Source, a => a.Bind, (a, v) => a with { Bind = v }),
        new ValueOption<InternetAddress, string?>(
            "interface", OptionUse.Both, "use this interface alone, SO_BINDTODEVICE",
            ValueSyntaxes.Word(15), a => a.Interface, (a, v) => a with { Interface = v }),
        new FlagOption<InternetAddress>(
            "ipv6-only", OptionUse.Listener, "take nothing over IPv4 on an IPv6 address, IPV6_V6ONLY",
            a => a.IPv6Only, (a, v) => a with { IPv6Only = v }),
        new FlagOption<InternetAddress>(
            "reuse-address", OptionUse.Listener,
                "take a port that is still in use, SO_REUSEADDR (default: on for TCP and for multicast)",
            a => a.ReuseAddress, (a, v) => a with { ReuseAddress = v }),
        new FlagOption<InternetAddress>(
            "reuse-port", OptionUse.Listener, "share the port with other listeners, SO_REUSEPORT (default: off)",
            a => a.ReusePort, (a, v) => a with { ReusePort = v }),
        new ListOption<InternetAddress, IPNetwork>(
            "allow", OptionUse.Listener, "accept peers of this network alone; can be repeated",
            ValueSyntaxes.Network, a => a.Allow, (a, v) => a with { Allow = v }),
        new ListOption<InternetAddress, IPNetwork>(
            "deny", OptionUse.Listener, "refuse peers of this network, whatever is allowed; can be repeated",
            ValueSyntaxes.Network, a => a.Deny, (a, v) => a with { Deny = v }),
    ];

    /// <summary><c>tcp</c>, <c>tcp4</c>, <c>udp6</c> and the like.</summary>
    private protected static string SchemeName(string protocol, InternetFamily family) => family switch
    {
        InternetFamily.IPv4 => protocol + "4",
        InternetFamily.IPv6 => protocol + "6",
        _ => protocol,
    };

    /// <summary>
    /// Refuses literal addresses of the version of IP that the scheme leaves out, or of both versions, and a local end
    /// that is no machine's own.
    /// </summary>
    private protected static void CheckFamily(InternetAddress address)
    {
        CheckFamily(address.Family, address.Host.Literal, "the address");
        CheckFamily(address.Family, address.Bind?.Address, "the address to bind");
        if (address is { Host.Literal: { } host, Bind.Address: { } bind } && host.AddressFamily != bind.AddressFamily)
        {
            throw new AddressProblemException("the address to bind is of the other version of IP");
        }

        if (address.Bind?.Address is { } local && UdpAddress.IsGroup(local))
        {
            throw new AddressProblemException($"the address to bind {local} is a group, which sends nothing");
        }
    }

    private static void CheckFamily(InternetFamily family, IPAddress? literal, string what)
    {
        var wrong = family switch
        {
            InternetFamily.IPv4 => AddressFamily.InterNetworkV6,
            InternetFamily.IPv6 => AddressFamily.InterNetwork,
            _ => AddressFamily.Unknown,
        };
        if (literal is not null && literal.AddressFamily == wrong)
        {
            throw new AddressProblemException($"{what} {literal} is not {family}");
        }
    }
}
