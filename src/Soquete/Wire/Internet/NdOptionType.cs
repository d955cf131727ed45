namespace Soquete.Wire.Internet;

/// <summary>
/// The types of neighbour discovery options that are in use (IANA, "IPv6 Neighbor Discovery Option Formats").
/// </summary>
public static class NdOptionType
{
    /// <summary>The sender's link-layer address (RFC 4861 section 4.6.1).</summary>
    public const byte SourceLinkLayerAddress = 1;

    /// <summary>The target's link-layer address (RFC 4861 section 4.6.1).</summary>
    public const byte TargetLinkLayerAddress = 2;

    /// <summary>A prefix that is on the link, or to make addresses from (RFC 4861 section 4.6.2).</summary>
    public const byte PrefixInformation = 3;

    /// <summary>The packet that is redirected (RFC 4861 section 4.6.3).</summary>
    public const byte RedirectedHeader = 4;

    /// <summary>The link's MTU (RFC 4861 section 4.6.4).</summary>
    public const byte Mtu = 5;

    /// <summary>A number used once (RFC 3971 section 5.3.2).</summary>
    public const byte Nonce = 14;

    /// <summary>A route that the router has (RFC 4191 section 2.3).</summary>
    public const byte RouteInformation = 24;

    /// <summary>Where names are resolved (RFC 8106 section 5.1).</summary>
    public const byte RecursiveDnsServers = 25;

    /// <summary>Domains in which names are looked for (RFC 8106 section 5.2).</summary>
    public const byte DnsSearchList = 31;

    /// <summary>Where to ask for the way out (RFC 8910 section 2.3).</summary>
    public const byte CaptivePortal = 37;

    /// <summary>The prefix that stands for IPv4 (RFC 8781 section 4).</summary>
    public const byte Pref64 = 38;

    /// <summary>A type in few words, such as <c>source link-layer address</c>.</summary>
    /// <param name="type">The type.</param>
    public static string Describe(byte type) => type switch
    {
        SourceLinkLayerAddress => "source link-layer address",
        TargetLinkLayerAddress => "target link-layer address",
        PrefixInformation => "prefix information",
        RedirectedHeader => "redirected header",
        Mtu => "mtu",
        Nonce => "nonce",
        RouteInformation => "route information",
        RecursiveDnsServers => "recursive dns servers",
        DnsSearchList => "dns search list",
        CaptivePortal => "captive portal",
        Pref64 => "pref64",
        _ => $"option {type}",
    };
}
