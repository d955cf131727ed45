using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>
/// A UDP end (RFC 768): <c>udp:HOST:PORT</c>, <c>udp4:</c> and <c>udp6:</c> for one version of IP alone. A multicast
/// group is joined by who listens on it.
/// </summary>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where a port stands alone.</param>
/// <param name="Port">The port; 0 lets a listener take a free one. UDP's ports are independent of TCP's.</param>
/// <param name="Family">Which versions of IP are used.</param>
public sealed record UdpAddress(Host Host, Port Port, InternetFamily Family = InternetFamily.Any)
    : TransportAddress(Host, Port, Family), IDatagramAddress
{
    private const AddressFamily IPv4 = AddressFamily.InterNetwork;

    /// <summary>SO_BROADCAST: datagrams may go to a broadcast address (ip(7)); off unless set.</summary>
    public bool? Broadcast { get; init; }

    /// <summary>
    /// IP_TTL, IP_MULTICAST_TTL, IPV6_UNICAST_HOPS and IPV6_MULTICAST_HOPS: how many routers a datagram may pass, 0 to
    /// 255; 64 to one host and 1 to a group unless set. 0 stays on this machine.
    /// </summary>
    public int? Ttl { get; init; }

    /// <summary>
    /// Groups that a listener on <c>*</c> joins (MCAST_JOIN_GROUP, RFC 3678). One that is bound to a single address,
    /// even a group's, hears no other group.
    /// </summary>
    public ValueList<IPAddress> Join { get; init; }

    /// <summary>
    /// The only senders whose datagrams to the groups are taken (source-specific multicast, RFC 4607;
    /// MCAST_JOIN_SOURCE_GROUP); empty for any source.
    /// </summary>
    public ValueList<IPAddress> Source { get; init; }

    /// <summary>
    /// The interface that groups are joined on and sent through, by name or by one of its addresses; null for the
    /// system's choice.
    /// </summary>
    public string? MulticastInterface { get; init; }

    /// <summary>
    /// IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP: receivers on this machine hear what is sent to a group; on unless set to
    /// false.
    /// </summary>
    public bool? MulticastLoop { get; init; }

    /// <summary>
    /// IP_MTU_DISCOVER, IPV6_MTU_DISCOVER: nothing is fragmented on the way; a datagram longer than the path's MTU
    /// fails with that MTU; off unless set.
    /// </summary>
    public bool? DontFragment { get; init; }

    /// <summary>SO_TIMESTAMPNS: the kernel notes when each datagram arrived; off unless set.</summary>
    public bool? Timestamps { get; init; }

    /// <summary>
    /// UDP_SEGMENT, UDP_GRO (udp(7)): the kernel parts and joins batches of datagrams where it can; on unless set to
    /// false.
    /// </summary>
    public bool? Offload { get; init; }

    internal override string Protocol => "udp";

    /// <summary>Whether the host is a group of receivers (RFC 1112, RFC 4291 §2.7).</summary>
    public bool IsMulticast => Host.Literal is { } literal && IsGroup(literal);

    internal static bool IsGroup(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : (address.GetAddressBytes()[0] & 0xF0) == 0xE0;

    internal static AddressScheme DescribeScheme(InternetFamily family) => new(
        SchemeName("udp", family), $"{SchemeName("udp", family)}:[HOST:]PORT",
        family == InternetFamily.Any ? "UDP datagrams over IPv6 or IPv4" : $"UDP datagrams over {family}",
        target => Read(target, family),
        SharedOptions.OfSockets, SharedOptions.OfDatagrams, UdpOptions, TransportOptions, InternetOptions)
    {
        Validate = address => Check((UdpAddress)address),
    };

    private static AddressOption[] UdpOptions { get; } =
    [
        new FlagOption<UdpAddress>(
            "broadcast", OptionUse.Both, "let datagrams go to broadcast addresses, SO_BROADCAST (default: off)",
            a => a.Broadcast, (a, v) => a with { Broadcast = v }),
        new ValueOption<UdpAddress, int?>(
            "ttl", OptionUse.Both, "routers a datagram may pass (default: 64; to a group 1)",
            ValueSyntaxes.Number(0, 255), a => a.Ttl, (a, v) => a with { Ttl = v }),
        new ListOption<UdpAddress, IPAddress>(
            "join", OptionUse.Listener, "on *, hear this multicast group; can be repeated",
            ValueSyntaxes.Group, a => a.Join, (a, v) => a with { Join = v }),
        new ListOption<UdpAddress, IPAddress>(
            "source", OptionUse.Listener,
            "hear this sender alone in the groups (source-specific multicast); can be repeated",
            ValueSyntaxes.Sender, a => a.Source, (a, v) => a with { Source = v }),
        new ValueOption<UdpAddress, string?>(
            "multicast-interface", OptionUse.Both, "the groups' interface, by name or address (default: the system's)",
            ValueSyntaxes.Interface, a => a.MulticastInterface, (a, v) => a with { MulticastInterface = v }),
        new FlagOption<UdpAddress>(
            "multicast-loop", OptionUse.Both, "this machine hears what it sends to a group (default: on)",
            a => a.MulticastLoop, (a, v) => a with { MulticastLoop = v }),
        new FlagOption<UdpAddress>(
            "dont-fragment", OptionUse.Both, "fail what is longer than the path's MTU, and say that (default: off)",
            a => a.DontFragment, (a, v) => a with { DontFragment = v }),
        new FlagOption<UdpAddress>(
            "timestamps", OptionUse.Both, "note when the kernel received each datagram, SO_TIMESTAMPNS (default: off)",
            a => a.Timestamps, (a, v) => a with { Timestamps = v }),
        new FlagOption<UdpAddress>(
            "offload", OptionUse.Both, "let the kernel part and join batches, UDP_SEGMENT and UDP_GRO (default: on)",
            a => a.Offload, (a, v) => a with { Offload = v }),
    ];

    private static UdpAddress Read(string target, InternetFamily family)
    {
        var (host, port) = HostText.ReadTarget(target);
        return new UdpAddress(host, port, family);
    }

    private static void Check(UdpAddress address)
    {
        CheckFamily(address);
        MulticastCheck.Require(address);
        var isIPv6 = address.Family == InternetFamily.IPv6 || address.Host.Literal is { AddressFamily: not IPv4 };
        if (isIPv6 && address.Broadcast == true)
        {
            throw new AddressProblemException("IPv6 has no broadcast; the group ff02::1 is every machine on a link");
        }
    }
}
