namespace Soquete.Wire.Link;

/// <summary>The numbers that say what an Ethernet frame carries (IANA's and IEEE's registry of EtherTypes).</summary>
public static class EtherType
{
    /// <summary>The least number that is an EtherType: 1,536 (IEEE 802.3 section 3.2.6).</summary>
    public const ushort Minimum = 0x0600;

    /// <summary>The greatest number that is a length instead: 1,500 (IEEE 802.3 section 3.2.6).</summary>
    public const ushort MaximumLength = 1500;

    /// <summary>IPv4 (RFC 894).</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>ARP (RFC 826).</summary>
    public const ushort Arp = 0x0806;

    /// <summary>Wake-on-LAN.</summary>
    public const ushort WakeOnLan = 0x0842;

    /// <summary>Reverse ARP (RFC 903).</summary>
    public const ushort ReverseArp = 0x8035;

    /// <summary>A VLAN tag (IEEE 802.1Q).</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>IPv6 (RFC 2464).</summary>
    public const ushort Ipv6 = 0x86DD;

    /// <summary>Pause and other control of the MAC (IEEE 802.3 annex 31).</summary>
    public const ushort MacControl = 0x8808;

    /// <summary>Slow protocols, such as link aggregation (IEEE 802.3 annex 57A).</summary>
    public const ushort SlowProtocols = 0x8809;

    /// <summary>MPLS, unicast (RFC 3032, RFC 5332).</summary>
    public const ushort Mpls = 0x8847;

    /// <summary>MPLS with a label that is upstream-assigned, first known as multicast (RFC 5332).</summary>
    public const ushort MplsUpstream = 0x8848;

    /// <summary>PPP over Ethernet, discovery (RFC 2516).</summary>
    public const ushort PppoeDiscovery = 0x8863;

    /// <summary>PPP over Ethernet, session (RFC 2516).</summary>
    public const ushort PppoeSession = 0x8864;

    /// <summary>EAP over LAN (IEEE 802.1X).</summary>
    public const ushort EapOverLan = 0x888E;

    /// <summary>The outer tag of a provider's bridge, or QinQ (IEEE 802.1ad).</summary>
    public const ushort ServiceVlan = 0x88A8;

    /// <summary>The first of two numbers for experiments (IEEE 802).</summary>
    public const ushort LocalExperimental1 = 0x88B5;

    /// <summary>The second of two numbers for experiments (IEEE 802).</summary>
    public const ushort LocalExperimental2 = 0x88B6;

    /// <summary>Link layer discovery (IEEE 802.1AB).</summary>
    public const ushort LinkLayerDiscovery = 0x88CC;

    /// <summary>Encryption of the link (IEEE 802.1AE).</summary>
    public const ushort MacSecurity = 0x88E5;

    /// <summary>The precision time protocol (IEEE 1588).</summary>
    public const ushort PrecisionTime = 0x88F7;

    /// <summary>The number that QinQ had before its standard, and that some switches still use.</summary>
    public const ushort OldServiceVlan = 0x9100;

    /// <summary>Whether a VLAN tag follows.</summary>
    public static bool IsVlan(ushort etherType) => etherType is Vlan or ServiceVlan or OldServiceVlan;

    /// <summary>What people call it, such as <c>IPv4</c>; null where it has no name here.</summary>
    public static string? NameOf(ushort etherType) => etherType switch
    {
        Ipv4 => "IPv4",
        Arp => "ARP",
        WakeOnLan => "Wake-on-LAN",
        ReverseArp => "RARP",
        Vlan => "802.1Q",
        Ipv6 => "IPv6",
        MacControl => "MAC control",
        SlowProtocols => "slow protocols",
        Mpls => "MPLS",
        MplsUpstream => "MPLS upstream",
        PppoeDiscovery => "PPPoE discovery",
        PppoeSession => "PPPoE session",
        EapOverLan => "EAPOL",
        ServiceVlan => "802.1ad",
        LocalExperimental1 or LocalExperimental2 => "local experimental",
        LinkLayerDiscovery => "LLDP",
        MacSecurity => "MACsec",
        PrecisionTime => "PTP",
        OldServiceVlan => "QinQ",
        _ => null,
    };
}
