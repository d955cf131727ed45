using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>
/// A raw socket (raw(7), ipv6(7)): <c>raw:PROTOCOL[@HOST]</c>, and <c>raw4:</c> and <c>raw6:</c> for one version of IP
/// alone. Whoever opens one needs CAP_NET_RAW, but for <see cref="Unprivileged"/>.
/// </summary>
/// <param name="ProtocolNumber">
/// The protocol above IP, 0 to 255 (RFC 791 §3.1, RFC 8200 §3). 253 and 254 are for experiments (RFC 3692).
/// </param>
/// <param name="Host">The host; <see cref="Host.Loopback"/> where the protocol stands alone.</param>
/// <param name="Family">Which versions of IP are used.</param>
public sealed record RawAddress(int ProtocolNumber, Host Host, InternetFamily Family = InternetFamily.Any)
    : InternetAddress(Host, Family), IDatagramAddress
{
    /// <summary>The local address that is sent from.</summary>
    public IPAddress? Bind { get; init; }

    /// <summary>IP_TTL, IPV6_UNICAST_HOPS: how many routers a packet may pass, 1 to 255; 64 unless set.</summary>
    public int? Ttl { get; init; }

    /// <summary>
    /// IP_HDRINCL, IPV6_HDRINCL: what is sent begins with its own IP header; off unless set. What is received over IPv4
    /// then begins with it too; over IPv6 the kernel gives no header (RFC 3542 §3).
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>
    /// IPV6_CHECKSUM: where in what is sent and received the kernel puts and checks the checksum, an even number of
    /// bytes, 0 to 65,534 (RFC 3542 §3.1). Over IPv6 alone, where ICMPv6 has it in any case.
    /// </summary>
    public int? Checksum { get; init; }

    /// <summary>
    /// SOCK_DGRAM with ICMP (icmp(7)): echo requests and their answers without authority, for the groups that
    /// net.ipv4.ping_group_range allows; off unless set.
    /// </summary>
    public bool? Unprivileged { get; init; }

    /// <summary>
    /// IP_MTU_DISCOVER, IPV6_MTU_DISCOVER: nothing is fragmented on the way; a packet longer than the path's MTU fails
    /// with that MTU; off unless set.
    /// </summary>
    public bool? DontFragment { get; init; }

    /// <summary>SO_BROADCAST: packets may go to a broadcast address (ip(7)); off unless set.</summary>
    public bool? Broadcast { get; init; }

    /// <summary>SO_TIMESTAMPNS: the kernel notes when each packet arrived; off unless set.</summary>
    public bool? Timestamps { get; init; }

    internal override string Protocol => "raw";

    /// <summary>ICMP is of IPv4, and ICMPv6 of IPv6.</summary>
    internal override InternetFamily LookedUp => (Family, ProtocolNumber) switch
    {
        (InternetFamily.Any, Interop.Protocol.Icmp) => InternetFamily.IPv4,
        (InternetFamily.Any, Interop.Protocol.Icmpv6) => InternetFamily.IPv6,
        _ => Family,
    };

    internal override string Target =>
        ProtocolText.Format(ProtocolNumber) + (Host.Kind == HostKind.Loopback ? "" : $"@{Host}");

    internal static AddressScheme DescribeScheme(InternetFamily family) => new(
        SchemeName("raw", family), $"{SchemeName("raw", family)}:PROTOCOL[@HOST]",
        $"packets of any protocol above {(family == InternetFamily.Any ? "IPv6 or IPv4" : family)}",
        target => Read(target, family),
        SharedOptions.OfSockets, SharedOptions.OfDatagrams, RawOptions,
        family == InternetFamily.IPv4 ? [] : IPv6Options, InternetOptions)
    {
        Validate = address => Check((RawAddress)address),
    };

    private static AddressOption[] RawOptions { get; } =
    [
        new ValueOption<RawAddress, IPAddress?>(
            "bind", OptionUse.Connector, "send from this local address",
            ValueSyntaxes.LocalAddress, a => a.Bind, (a, v) => a with { Bind = v }),
        new ValueOption<RawAddress, int?>(
            "ttl", OptionUse.Both, "routers a packet may pass (default: 64)",
            ValueSyntaxes.Number(1, 255), a => a.Ttl, (a, v) => a with { Ttl = v }),
        new FlagOption<RawAddress>(
            "header", OptionUse.Both, "the IP header too, sent and, over IPv4, received, IP_HDRINCL (default: off)",
            a => a.Header, (a, v) => a with { Header = v }),
        new FlagOption<RawAddress>(
            "unprivileged", OptionUse.Both,
            "ICMP echo without authority, where net.ipv4.ping_group_range allows it (default: off)",
            a => a.Unprivileged, (a, v) => a with { Unprivileged = v }),
        new FlagOption<RawAddress>(
            "dont-fragment", OptionUse.Both, "fail what is longer than the path's MTU, and say that (default: off)",
            a => a.DontFragment, (a, v) => a with { DontFragment = v }),
        new FlagOption<RawAddress>(
            "broadcast", OptionUse.Both, "let packets go to broadcast addresses, SO_BROADCAST (default: off)",
            a => a.Broadcast, (a, v) => a with { Broadcast = v }),
        new FlagOption<RawAddress>(
            "timestamps", OptionUse.Both, "note when the kernel received each packet, SO_TIMESTAMPNS (default: off)",
            a => a.Timestamps, (a, v) => a with { Timestamps = v }),
    ];

    private static AddressOption[] IPv6Options { get; } =
    [
        new ValueOption<RawAddress, int?>(
            "checksum", OptionUse.Both,
            "over IPv6, the kernel writes and checks a checksum at this offset, IPV6_CHECKSUM",
            ValueSyntaxes.Number(0, 65534), a => a.Checksum, (a, v) => a with { Checksum = v }),
    ];

    private static RawAddress Read(string target, InternetFamily family)
    {
        var at = target.IndexOf('@', StringComparison.Ordinal);
        var protocol = ProtocolText.Read(at < 0 ? target : target[..at]);
        return new RawAddress(protocol, at < 0 ? Host.Loopback : HostText.ReadWhole(target[(at + 1)..]), family);
    }

    private static void Check(RawAddress address)
    {
        CheckFamily(address, address.Bind);
        var isIPv4 = address.Family == InternetFamily.IPv4
            || address.Host.Literal is { AddressFamily: AddressFamily.InterNetwork };
        if (address.Checksum is { } offset && (isIPv4 || offset % 2 != 0))
        {
            throw new AddressProblemException(
                isIPv4 ? "option 'checksum' is for IPv6" : "the checksum's offset is an even number of bytes");
        }

        if (address is { Unprivileged: true, ProtocolNumber: not (Interop.Protocol.Icmp or Interop.Protocol.Icmpv6) })
        {
            throw new AddressProblemException("option 'unprivileged' is for the protocols icmp and ipv6-icmp");
        }

        if (address is { Unprivileged: true } and ({ Header: true } or { Checksum: not null }))
        {
            throw new AddressProblemException("option 'unprivileged' excludes 'header' and 'checksum'");
        }
    }
}
