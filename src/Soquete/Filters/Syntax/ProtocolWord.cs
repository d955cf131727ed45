using System.Collections.Frozen;
using Soquete.Wire.Internet;

namespace Soquete.Filters.Syntax;

/// <summary>Where a protocol's number stands.</summary>
internal enum ProtocolLayer
{
    /// <summary>The link itself, whose header has no number.</summary>
    Link,

    /// <summary>In the link's header: an EtherType, or up to 1500 an LLC service access point.</summary>
    Network,

    /// <summary>In the header of IPv4, of IPv6, or of both.</summary>
    Transport,
}

/// <summary>A protocol that has a word of its own in the language.</summary>
/// <param name="Name">The word.</param>
/// <param name="Layer">Where its number stands.</param>
/// <param name="Number">Its number there.</param>
/// <param name="OverIpv4">Whether it is looked for behind IPv4.</param>
/// <param name="OverIpv6">Whether it is looked for behind IPv6.</param>
internal sealed record ProtocolWord(
    string Name, ProtocolLayer Layer, uint Number = 0, bool OverIpv4 = false, bool OverIpv6 = false)
{
    public static readonly ProtocolWord Ip = new("ip", ProtocolLayer.Network, EtherNumber.Ipv4);
    public static readonly ProtocolWord Ip6 = new("ip6", ProtocolLayer.Network, EtherNumber.Ipv6);
    public static readonly ProtocolWord Arp = new("arp", ProtocolLayer.Network, EtherNumber.Arp);
    public static readonly ProtocolWord Rarp = new("rarp", ProtocolLayer.Network, EtherNumber.ReverseArp);
    public static readonly ProtocolWord Tcp = Transport("tcp", IpProtocol.Tcp);
    public static readonly ProtocolWord Udp = Transport("udp", IpProtocol.Udp);
    public static readonly ProtocolWord Sctp = Transport("sctp", IpProtocol.Sctp);
    public static readonly ProtocolWord Icmp6 = Transport("icmp6", IpProtocol.Icmpv6, overIpv4: false);

    // IGRP's number; no constant of Wire, since nobody has used it for decades.
    private const byte Igrp = 9;

    private static readonly FrozenDictionary<string, ProtocolWord> ByName = new ProtocolWord[]
    {
        new("ether", ProtocolLayer.Link), new("link", ProtocolLayer.Link), Ip, Ip6, Arp, Rarp,
        new("atalk", ProtocolLayer.Network, EtherNumber.AppleTalk),
        new("aarp", ProtocolLayer.Network, EtherNumber.AppleTalkArp),
        new("decnet", ProtocolLayer.Network, EtherNumber.Decnet),
        new("sca", ProtocolLayer.Network, EtherNumber.Sca),
        new("lat", ProtocolLayer.Network, EtherNumber.Lat),
        new("mopdl", ProtocolLayer.Network, EtherNumber.MopDump),
        new("moprc", ProtocolLayer.Network, EtherNumber.MopConsole),
        new("iso", ProtocolLayer.Network, EtherNumber.SapIso),
        new("stp", ProtocolLayer.Network, EtherNumber.SapSpanningTree),
        new("ipx", ProtocolLayer.Network, EtherNumber.SapIpx),
        new("netbeui", ProtocolLayer.Network, EtherNumber.SapNetbeui),
        Tcp, Udp, Sctp, Transport("icmp", IpProtocol.Icmp, overIpv6: false), Icmp6,
        Transport("igmp", IpProtocol.Igmp, overIpv6: false), Transport("igrp", Igrp, overIpv6: false),
        Transport("pim", IpProtocol.Pim), Transport("vrrp", IpProtocol.Vrrp, overIpv6: false),
        Transport("carp", IpProtocol.Vrrp, overIpv6: false), Transport("ah", IpProtocol.Authentication),
        Transport("esp", IpProtocol.Esp),
    }.ToFrozenDictionary(word => word.Name);

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>Whether it has ports that can be asked for.</summary>
    public bool HasPorts => Name is "tcp" or "udp" or "sctp";

    /// <summary>The protocol of a word; null where it is none.</summary>
    public static ProtocolWord? Find(string name) => ByName.GetValueOrDefault(name);

    private static ProtocolWord Transport(string name, byte number, bool overIpv4 = true, bool overIpv6 = true) =>
        new(name, ProtocolLayer.Transport, number, overIpv4, overIpv6);
}
