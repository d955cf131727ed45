namespace Soquete.Addresses;

/// <summary>The options that schemes of several domains share, as parts of their tables.</summary>
internal static class SharedOptions
{
    /// <summary>Which part a socket plays that has a peer.</summary>
    public static AddressOption[] OfRoles { get; } =
    [
        new RoleOption("connect", AddressRole.Connect, "connect to it, where it would be listened on"),
        new RoleOption("listen", AddressRole.Listen, "listen on it, where it would be connected to"),
    ];

    /// <summary>How a relay paces what it sends.</summary>
    public static AddressOption[] OfPace { get; } =
    [
        new ValueOption<SocketEndAddress, TimeSpan?>(
            "delay", OptionUse.Relay, "in a relay, hold back for this long what is sent to this end (default: 0)",
            ValueSyntaxes.Duration, a => NotZero(a.Impairment.Delay),
            (a, v) => a with { Impairment = a.Impairment with { Delay = v!.Value } }),
        new ValueOption<SocketEndAddress, long?>(
            "rate", OptionUse.Relay, "in a relay, send to this end at this rate (default: as fast as it goes)",
            ValueSyntaxes.Rate, a => a.Impairment.Rate,
            (a, v) => a with { Impairment = a.Impairment with { Rate = v } }),
    ];

    /// <summary>What sockets know of whatever kind: the kernel's buffers, and how a relay paces them.</summary>
    public static AddressOption[] OfBuffers { get; } =
    [
        new ValueOption<SocketEndAddress, int?>(
            "send-buffer", OptionUse.Both,
                "the kernel's send buffer, SO_SNDBUF (default: the system's, which tunes itself)",
            ValueSyntaxes.Size, a => a.SendBuffer, (a, v) => a with { SendBuffer = v }),
        new ValueOption<SocketEndAddress, int?>(
            "receive-buffer", OptionUse.Both,
                "the kernel's receive buffer, SO_RCVBUF (default: the system's, which tunes itself)",
            ValueSyntaxes.Size, a => a.ReceiveBuffer, (a, v) => a with { ReceiveBuffer = v }),
        .. OfPace,
    ];

    /// <summary>What every socket knows that has a peer.</summary>
    public static AddressOption[] OfSockets { get; } = [.. OfRoles, .. OfBuffers];

    /// <summary>What only sockets with connections know: streams and sequenced packets.</summary>
    public static AddressOption[] OfConnections { get; } =
    [
        new ValueOption<SocketEndAddress, TimeSpan?>(
            "connect-timeout", OptionUse.Connector,
                "give up connecting after this long (default: the kernel's own limit)",
            ValueSyntaxes.Duration, a => a.ConnectTimeout, (a, v) => a with { ConnectTimeout = v }),
        new ValueOption<SocketEndAddress, TimeSpan?>(
            "idle-timeout", OptionUse.Both, "end a connection on which nothing passed for this long (default: never)",
            ValueSyntaxes.Duration, a => a.IdleTimeout, (a, v) => a with { IdleTimeout = v }),
        new ValueOption<SocketEndAddress, int?>(
            "backlog", OptionUse.Listener, "connections that may wait to be accepted (default: 4096)",
            ValueSyntaxes.Number(1, int.MaxValue), a => a.Backlog, (a, v) => a with { Backlog = v }),
        new ValueOption<SocketEndAddress, int?>(
            "max-connections", OptionUse.Listener,
                "connections open at once; more wait in the backlog (default: no limit)",
            ValueSyntaxes.Number(1, int.MaxValue), a => a.MaxConnections, (a, v) => a with { MaxConnections = v }),
    ];

    /// <summary>What a relay does to what is sent where messages may be lost.</summary>
    public static AddressOption[] OfLinks { get; } =
    [
        Chance("loss", "lose", i => i.Loss, (i, v) => i with { Loss = v }),
        Chance("duplicate", "double", i => i.Duplicate, (i, v) => i with { Duplicate = v }),
        Chance("reorder", "hold back behind later ones", i => i.Reorder, (i, v) => i with { Reorder = v }),
        new ValueOption<SocketEndAddress, TimeSpan?>(
            "jitter", OptionUse.Relay, "in a relay, vary the delay by up to this much either way (default: 0)",
            ValueSyntaxes.Duration, a => NotZero(a.Impairment.Jitter),
            (a, v) => a with { Impairment = a.Impairment with { Jitter = v!.Value } }),
        new ValueOption<SocketEndAddress, int?>(
            "seed", OptionUse.Relay, "make the same choices again in a relay that impairs (default: by chance)",
            ValueSyntaxes.Number(0, int.MaxValue), a => a.Impairment.Seed,
            (a, v) => a with { Impairment = a.Impairment with { Seed = v } }),
    ];

    /// <summary>What only datagram sockets know.</summary>
    public static AddressOption[] OfDatagrams { get; } =
    [
        new ValueOption<SocketEndAddress, TimeSpan?>(
            "idle-timeout", OptionUse.Both, "forget a peer that was silent for this long, in a relay (default: 60s)",
            ValueSyntaxes.Duration, a => a.IdleTimeout, (a, v) => a with { IdleTimeout = v }),
        new ValueOption<SocketEndAddress, int?>(
            "max-sessions", OptionUse.Listener,
                "peers known at once, in a relay; the one that was silent longest goes first (default: 1024)",
            ValueSyntaxes.Number(1, 65536), a => a.MaxSessions, (a, v) => a with { MaxSessions = v }),
        .. OfLinks,
    ];

    private static ValueOption<SocketEndAddress, double?> Chance(
        string name, string does, Func<Impairment, double> get, Func<Impairment, double, Impairment> set) => new(
        name, OptionUse.Relay, $"in a relay, {does} this share of what is sent to this end (default: 0%)",
        ValueSyntaxes.Percent, a => get(a.Impairment) is var chance and > 0 ? chance : null,
        (a, v) => a with { Impairment = set(a.Impairment, v!.Value) });

    private static TimeSpan? NotZero(TimeSpan time) => time == TimeSpan.Zero ? null : time;

    /// <summary><c>connect</c> and <c>listen</c>: bare words that exclude each other.</summary>
    private sealed class RoleOption(
        string name, AddressRole role, string summary) : AddressOption(name, "", OptionUse.Both, summary)
    {
        internal override Address Apply(Address address, string? value)
        {
            var socket = (SocketEndAddress)address;
            return value is not null ? throw new AddressProblemException($"option '{Name}' takes no value")
                : socket.Role is not null ? throw new AddressProblemException(
                    "options 'connect' and 'listen' exclude each other")
                : socket with { Role = role };
        }

        internal override IEnumerable<string> ValuesOf(Address address) =>
            ((SocketEndAddress)address).Role == role ? [""] : [];
    }
}
