namespace Soquete.Wire.Internet;

/// <summary>
/// What a node does with an option that it does not know: the two highest bits (RFC 8200 section 4.2).
/// </summary>
public enum Ipv6OptionAction
{
    /// <summary>It goes on with the packet.</summary>
    Skip = 0,

    /// <summary>It discards the packet.</summary>
    Discard = 1,

    /// <summary>It discards the packet and reports it by ICMPv6.</summary>
    DiscardAndReport = 2,

    /// <summary>It discards the packet and reports it, unless the destination is a group.</summary>
    DiscardAndReportUnlessMulticast = 3,
}

/// <summary>The types of IPv6 options (IANA's registry of IPv6 parameters), with the bits in them.</summary>
public static class Ipv6OptionType
{
    /// <summary>Padding of one byte, which has no length (RFC 8200).</summary>
    public const byte Pad1 = 0x00;

    /// <summary>Padding of two bytes and more (RFC 8200).</summary>
    public const byte PadN = 0x01;

    /// <summary>How many more tunnels the packet may enter (RFC 2473).</summary>
    public const byte TunnelEncapsulationLimit = 0x04;

    /// <summary>Routers look at the packet (RFC 2711).</summary>
    public const byte RouterAlert = 0x05;

    /// <summary>The least MTU on the path (RFC 9268).</summary>
    public const byte MinimumPathMtu = 0x30;

    /// <summary>The length of a payload that is longer than 65,535 bytes (RFC 2675).</summary>
    public const byte JumboPayload = 0xC2;

    /// <summary>A mobile node's home address (RFC 6275).</summary>
    public const byte HomeAddress = 0xC9;

    /// <summary>What people call it; null where it has no name here.</summary>
    public static string? NameOf(byte type) => type switch
    {
        Pad1 => "Pad1",
        PadN => "PadN",
        TunnelEncapsulationLimit => "tunnel encapsulation limit",
        RouterAlert => "router alert",
        MinimumPathMtu => "minimum path MTU",
        JumboPayload => "jumbo payload",
        HomeAddress => "home address",
        _ => null,
    };
}
