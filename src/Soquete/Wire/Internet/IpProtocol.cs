namespace Soquete.Wire.Internet;

/// <summary>
/// The numbers of the protocols that IP carries (IANA's registry of assigned internet protocol numbers): the Protocol
/// field of IPv4, and Next Header of IPv6.
/// </summary>
public static class IpProtocol
{
    private static readonly (string Name, byte Number)[] Aliases =
        [("icmp6", Icmpv6), ("icmpv6", Icmpv6), ("ipip", Ipv4), ("ip6", Ipv6)];

    /// <summary>IPv6 hop-by-hop options (RFC 8200 section 4.3).</summary>
    public const byte HopByHop = 0;

    /// <summary>ICMP for IPv4 (RFC 792).</summary>
    public const byte Icmp = 1;

    /// <summary>IGMP (RFC 3376).</summary>
    public const byte Igmp = 2;

    /// <summary>IPv4 in IP (RFC 2003).</summary>
    public const byte Ipv4 = 4;

    /// <summary>TCP (RFC 9293).</summary>
    public const byte Tcp = 6;

    /// <summary>The exterior gateway protocol (RFC 904).</summary>
    public const byte Egp = 8;

    /// <summary>UDP (RFC 768).</summary>
    public const byte Udp = 17;

    /// <summary>DCCP (RFC 4340).</summary>
    public const byte Dccp = 33;

    /// <summary>IPv6 in IP (RFC 2473).</summary>
    public const byte Ipv6 = 41;

    /// <summary>The IPv6 routing header (RFC 8200 section 4.4).</summary>
    public const byte Routing = 43;

    /// <summary>The IPv6 fragment header (RFC 8200 section 4.5).</summary>
    public const byte Fragment = 44;

    /// <summary>RSVP (RFC 2205).</summary>
    public const byte Rsvp = 46;

    /// <summary>GRE (RFC 2784).</summary>
    public const byte Gre = 47;

    /// <summary>Encrypted payload (ESP, RFC 4303).</summary>
    public const byte Esp = 50;

    /// <summary>The authentication header (AH, RFC 4302).</summary>
    public const byte Authentication = 51;

    /// <summary>ICMPv6 (RFC 4443).</summary>
    public const byte Icmpv6 = 58;

    /// <summary>Nothing follows in IPv6 (RFC 8200 section 4.7).</summary>
    public const byte NoNextHeader = 59;

    /// <summary>IPv6 destination options (RFC 8200 section 4.6).</summary>
    public const byte DestinationOptions = 60;

    /// <summary>EIGRP (RFC 7868).</summary>
    public const byte Eigrp = 88;

    /// <summary>OSPF (RFC 2328, RFC 5340).</summary>
    public const byte Ospf = 89;

    /// <summary>PIM (RFC 7761).</summary>
    public const byte Pim = 103;

    /// <summary>VRRP (RFC 9568).</summary>
    public const byte Vrrp = 112;

    /// <summary>L2TP version 3 straight on IP (RFC 3931).</summary>
    public const byte L2tp = 115;

    /// <summary>SCTP (RFC 9260).</summary>
    public const byte Sctp = 132;

    /// <summary>The IPv6 mobility header (RFC 6275).</summary>
    public const byte Mobility = 135;

    /// <summary>UDP-Lite (RFC 3828).</summary>
    public const byte UdpLite = 136;

    /// <summary>MPLS in IP (RFC 4023).</summary>
    public const byte Mpls = 137;

    /// <summary>The host identity protocol (RFC 7401).</summary>
    public const byte Hip = 139;

    /// <summary>The IPv6 Shim6 header (RFC 5533).</summary>
    public const byte Shim6 = 140;

    /// <summary>Ethernet in IPv6 (RFC 8986).</summary>
    public const byte Ethernet = 143;

    /// <summary>The first of two numbers for experiments (RFC 3692).</summary>
    public const byte Experimental1 = 253;

    /// <summary>The second of two numbers for experiments (RFC 3692).</summary>
    public const byte Experimental2 = 254;

    /// <summary>Not to be sent (RFC 790); Linux's socket for sending alone has it (raw(7)).</summary>
    public const byte Raw = 255;

    /// <summary>
    /// Whether it is an IPv6 extension header, behind which there is another header that can be found.
    /// </summary>
    public static bool IsIpv6Extension(byte protocol) => protocol is HopByHop or Routing or Fragment or Authentication
        or DestinationOptions or Mobility or Hip or Shim6;

    /// <summary>
    /// The name in protocols(5) style, such as <c>tcp</c> or <c>ipv6-icmp</c>; null where it has none here.
    /// </summary>
    public static string? NameOf(byte protocol) => protocol switch
    {
        HopByHop => "hopopt",
        Icmp => "icmp",
        Igmp => "igmp",
        Ipv4 => "ipencap",
        Tcp => "tcp",
        Egp => "egp",
        Udp => "udp",
        Dccp => "dccp",
        Ipv6 => "ipv6",
        Routing => "ipv6-route",
        Fragment => "ipv6-frag",
        Rsvp => "rsvp",
        Gre => "gre",
        Esp => "esp",
        Authentication => "ah",
        Icmpv6 => "ipv6-icmp",
        NoNextHeader => "ipv6-nonxt",
        DestinationOptions => "ipv6-opts",
        Eigrp => "eigrp",
        Ospf => "ospf",
        Pim => "pim",
        Vrrp => "vrrp",
        L2tp => "l2tp",
        Sctp => "sctp",
        Mobility => "mobility-header",
        UdpLite => "udplite",
        Mpls => "mpls-in-ip",
        Hip => "hip",
        Shim6 => "shim6",
        Ethernet => "ethernet",
        _ => null,
    };

    /// <summary>
    /// Reads a name that <see cref="NameOf"/> gives, of either case, or one that people write for it: <c>icmp6</c>,
    /// <c>icmpv6</c>, <c>ipip</c>, <c>ip6</c>. False where it is none of them; numbers are not read.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> name, out byte protocol)
    {
        foreach (var (alias, number) in Aliases)
        {
            if (name.Equals(alias, StringComparison.OrdinalIgnoreCase))
            {
                protocol = number;
                return true;
            }
        }

        for (var number = 0; number <= byte.MaxValue; number++)
        {
            protocol = (byte)number;
            if (NameOf(protocol) is { } own && name.Equals(own, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        protocol = 0;
        return false;
    }
}
