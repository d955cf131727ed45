namespace Soquete.Addresses;

/// <summary>
/// A TCP end (RFC 9293): <c>tcp:HOST:PORT</c>, <c>tcp4:</c> and <c>tcp6:</c> for one version of IP alone.
/// </summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where a port stands alone.</param>
/// <param name="Port">The port; 0 lets a listener take a free one.</param>
/// <param name="Family">Which versions of IP are used.</param>
public sealed record TcpAddress(Host Host, Port Port, InternetFamily Family = InternetFamily.Any)
    : TransportAddress(Host, Port, Family), IFramedAddress
{
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

    /// <summary>How messages stand in the stream, where a relay joins it to datagrams; null for none.</summary>
    public FrameFormat? Frame { get; init; }

    internal override string Protocol => "tcp";

    internal static AddressScheme DescribeScheme(InternetFamily family) => new(
        SchemeName("tcp", family), $"{SchemeName("tcp", family)}:[HOST:]PORT",
        family == InternetFamily.Any ? "TCP over IPv6 or IPv4" : $"TCP over {family}",
        target => Read(target, family),
        SharedOptions.OfSockets, SharedOptions.OfConnections, TcpOptions, TransportOptions, InternetOptions)
    {
        Validate = address => Check((TcpAddress)address),
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
        FrameOption.For<TcpAddress>((a, v) => a with { Frame = v }),
    ];

    private static TcpAddress Read(string target, InternetFamily family)
    {
        var (host, port) = HostText.ReadTarget(target);
        return new TcpAddress(host, port, family);
    }

    private static void Check(TcpAddress address)
    {
        CheckFamily(address);
        if (address.Host.Literal is { } literal && UdpAddress.IsGroup(literal))
        {
            var name = SchemeName("udp", address.Family);
            throw new AddressProblemException("TCP has two ends, and no groups", $"{name}:{address.Target}");
        }
    }
}
