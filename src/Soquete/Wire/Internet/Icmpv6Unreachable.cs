namespace Soquete.Wire.Internet;

/// <summary>Why a destination is unreachable: the codes of ICMPv6 type 1 (RFC 4443 section 3.1).</summary>
public static class Icmpv6Unreachable
{
    /// <summary>No route to the destination.</summary>
    public const byte NoRoute = 0;

    /// <summary>Communication with the destination is forbidden by an administrator.</summary>
    public const byte CommunicationProhibited = 1;

    /// <summary>The packet would leave the zone of its source address (RFC 4007).</summary>
    public const byte BeyondScope = 2;

    /// <summary>The last router does not reach the address.</summary>
    public const byte Address = 3;

    /// <summary>Nobody has the port.</summary>
    public const byte Port = 4;

    /// <summary>The source address failed ingress or egress policy.</summary>
    public const byte SourcePolicy = 5;

    /// <summary>The route to the destination says to reject.</summary>
    public const byte RouteRejects = 6;

    /// <summary>The source routing header is in error (RFC 6554 section 4.2).</summary>
    public const byte SourceRoutingHeader = 7;

    /// <summary>The headers are too long (RFC 8883 section 3.1).</summary>
    public const byte HeadersTooLong = 8;

    /// <summary>A code in few words, such as <c>port unreachable</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        NoRoute => "no route to destination",
        CommunicationProhibited => "communication prohibited",
        BeyondScope => "beyond scope of source address",
        Address => "address unreachable",
        Port => "port unreachable",
        SourcePolicy => "source address failed policy",
        RouteRejects => "rejected by route",
        SourceRoutingHeader => "error in source routing header",
        HeadersTooLong => "headers too long",
        _ => $"destination unreachable code {code}",
    };
}
