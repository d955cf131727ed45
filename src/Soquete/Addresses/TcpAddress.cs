using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>
/// A TCP end (RFC 9293): <c>tcp:HOST:PORT</c>, <c>tcp4:</c> and <c>tcp6:</c> for one version of IP alone.
/// </summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where a port stands alone.</param>
/// <param name="Port">The port; 0 lets a listener take a free one.</param>
/// <param name="Family">Which versions of IP are used.</param>
public sealed record TcpAddress(Host Host, Port Port, InternetFamily Family = InternetFamily.Any) : StreamSocketAddress
{
    /// <inheritdoc/>
    public override string Scheme => SchemeName(Family);

    /// <summary>TCP_NODELAY: small writes are sent at once (tcp(7)); on unless set to false.</summary>
    public bool? NoDelay { get; init; }

    /// <summary>
    /// SO_KEEPALIVE: an idle peer is probed (RFC 9293 §3.8.4); also switched on by any of its three numbers.
    /// </summary>
    public bool? KeepAlive { get; init; }

    /// <summary>TCP_KEEPIDLE: the idle time before the first probe, whole seconds from 1 to 32767.</summary>
    public TimeSpan? KeepAliveIdle { get; init; }

    /// <summary>TCP_KEEPINTVL: the time between probes, whole seconds from 1 to 32767.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>TCP_KEEPCNT: how many unanswered probes end the connection, 1 to 127.</summary>
    public int? KeepAliveCount { get; init; }

    /// <summary>
    /// TCP_USER_TIMEOUT: how long sent data may stay unacknowledged (RFC 5482), in whole milliseconds.
    /// </summary>
    public TimeSpan? UserTimeout { get; init; }

    /// <summary>TCP_CONGESTION: the congestion control algorithm, such as <c>cubic</c>.</summary>
    public string? Congestion { get; init; }

    /// <summary>The differentiated services codepoint of what is sent, 0 to 63 (RFC 2474).</summary>
    public int? Dscp { get; init; }

    /// <summary>The local end that a connection is made from.</summary>
    public SourceEnd? Bind { get; init; }

    /// <summary>SO_BINDTODEVICE: only packets of this interface (socket(7)).</summary>
    public string? Interface { get; init; }

    /// <summary>
    /// IPV6_V6ONLY: an IPv6 listener takes no IPv4 connections (RFC 3493 §5.3). A listener on <c>*</c> takes both
    /// unless set.
    /// </summary>
    public bool? IPv6Only { get; init; }

    /// <summary>SO_REUSEADDR on a listener: the port can be taken again while old connections linger in TIME-WAIT;
    /// on unless set to false.
    /// It never sets SO_REUSEPORT.</summary>
    public bool? ReuseAddress { get; init; }

    /// <summary>
    /// SO_REUSEPORT: several listeners share the port and the kernel spreads connections over them; off unless set.
    /// </summary>
    public bool? ReusePort { get; init; }

    /// <summary>The only networks whose peers a listener accepts; empty for all.</summary>
    public ValueList<IPNetwork> Allow { get; init; }

    /// <summary>The networks whose peers a listener refuses, whatever <see cref="Allow"/> says.</summary>
    public ValueList<IPNetwork> Deny { get; init; }

    internal override string Target =>
        Host.Kind == HostKind.Loopback ? Port.ToString() : $"{Host}:{Port}";

    internal static AddressScheme DescribeScheme(InternetFamily family) => new(
        SchemeName(family), $"{SchemeName(family)}:[HOST:]PORT",
        family == InternetFamily.Any ? "TCP over IPv6 or IPv4" : $"TCP over {family}",
        target => Read(target, family), SharedOptions, TcpOptions)
    {
        Validate = address => CheckFamily((TcpAddress)address),
    };

    private static AddressOption[] TcpOptions { get; } =
    [
        new FlagOption<TcpAddress>("nodelay", OptionUse.Both, "send small writes at once, TCP_NODELAY (default: on)",
            a => a.NoDelay, (a, v) => a with { NoDelay = v }),
        new FlagOption<TcpAddress>("keepalive", OptionUse.Both, "probe an idle peer, SO_KEEPALIVE (default: off)",
            a => a.KeepAlive, (a, v) => a with { KeepAlive = v }),
        new ValueOption<TcpAddress, TimeSpan?>(
            "keepalive-idle", OptionUse.Both, "idle time before the first probe, TCP_KEEPIDLE; switches keepalive on",
            ValueSyntaxes.Seconds(1, 32767), a => a.KeepAliveIdle, (a, v) => a with { KeepAliveIdle = v }),
        new ValueOption<TcpAddress, TimeSpan?>(
            "keepalive-interval", OptionUse.Both, "time between probes, TCP_KEEPINTVL; switches keepalive on",
            ValueSyntaxes.Seconds(1, 32767), a => a.KeepAliveInterval, (a, v) => a with { KeepAliveInterval = v }),
        new ValueOption<TcpAddress, int?>(
            "keepalive-count", OptionUse.Both, "unanswered probes that end it, TCP_KEEPCNT; switches keepalive on",
            ValueSyntaxes.Number(1, 127), a => a.KeepAliveCount, (a, v) => a with { KeepAliveCount = v }),
        new ValueOption<TcpAddress, TimeSpan?>(
            "user-timeout", OptionUse.Both, "end it when sent data is unacknowledged for this long, TCP_USER_TIMEOUT",
            ValueSyntaxes.Milliseconds, a => a.UserTimeout, (a, v) => a with { UserTimeout = v }),
        new ValueOption<TcpAddress, string?>(
            "congestion", OptionUse.Both, "congestion control algorithm, TCP_CONGESTION (default: the system's)",
            ValueSyntaxes.Word(15), a => a.Congestion, (a, v) => a with { Congestion = v }),
        new ValueOption<TcpAddress, int?>(
            "dscp", OptionUse.Both, "differentiated services codepoint, IP_TOS or IPV6_TCLASS (default: 0)",
            ValueSyntaxes.Dscp, a => a.Dscp, (a, v) => a with { Dscp = v }),
        new ValueOption<TcpAddress, SourceEnd?>("bind", OptionUse.Connector, "connect from this local address and port",
            ValueSyntaxes.Source, a => a.Bind, (a, v) => a with { Bind = v }),
        new ValueOption<TcpAddress, string?>("interface", OptionUse.Both, "use this interface alone, SO_BINDTODEVICE",
            ValueSyntaxes.Word(15), a => a.Interface, (a, v) => a with { Interface = v }),
        new FlagOption<TcpAddress>(
            "ipv6-only", OptionUse.Listener, "take no IPv4 connections on an IPv6 address, IPV6_V6ONLY",
            a => a.IPv6Only, (a, v) => a with { IPv6Only = v }),
        new FlagOption<TcpAddress>(
            "reuse-address", OptionUse.Listener, "take a port whose old connections linger, SO_REUSEADDR (default: on)",
            a => a.ReuseAddress, (a, v) => a with { ReuseAddress = v }),
        new FlagOption<TcpAddress>(
            "reuse-port", OptionUse.Listener, "share the port with other listeners, SO_REUSEPORT (default: off)",
            a => a.ReusePort, (a, v) => a with { ReusePort = v }),
        new ListOption<TcpAddress, IPNetwork>(
            "allow", OptionUse.Listener, "accept peers of this network alone; can be repeated",
            ValueSyntaxes.Network, a => a.Allow, (a, v) => a with { Allow = v }),
        new ListOption<TcpAddress, IPNetwork>(
            "deny", OptionUse.Listener, "refuse peers of this network, whatever is allowed; can be repeated",
            ValueSyntaxes.Network, a => a.Deny, (a, v) => a with { Deny = v }),
    ];

    private static string SchemeName(InternetFamily family) => family switch
    {
        InternetFamily.IPv4 => "tcp4",
        InternetFamily.IPv6 => "tcp6",
        _ => "tcp",
    };

    private static TcpAddress Read(string target, InternetFamily family)
    {
        var (host, port) = HostText.ReadTarget(target);
        return new TcpAddress(host, port, family);
    }

    private static void CheckFamily(TcpAddress address)
    {
        CheckFamily(address.Family, address.Host.Literal, "the address");
        CheckFamily(address.Family, address.Bind?.Address, "the address to bind");
        if (address is { Host.Literal: { } host, Bind.Address: { } bind } && host.AddressFamily != bind.AddressFamily)
        {
            throw new AddressProblemException("the address to bind is of the other version of IP");
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
