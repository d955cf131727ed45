namespace Soquete.Wire.Internet;

/// <summary>The types of ICMPv6 messages that are in use (IANA, "ICMPv6 type Numbers"), and their names.</summary>
public static class Icmpv6Type
{
    /// <summary>
    /// A packet could not be delivered (RFC 4443 section 3.1); <see cref="Icmpv6Unreachable"/> has the codes.
    /// </summary>
    public const byte DestinationUnreachable = 1;

    /// <summary>The next link takes less (RFC 4443 section 3.2).</summary>
    public const byte PacketTooBig = 2;

    /// <summary>
    /// A packet was too long on its way (RFC 4443 section 3.3); <see cref="IcmpTimeExceeded"/> has the codes.
    /// </summary>
    public const byte TimeExceeded = 3;

    /// <summary>
    /// A header was not understood (RFC 4443 section 3.4); <see cref="Icmpv6ParameterProblem"/> has the codes.
    /// </summary>
    public const byte ParameterProblem = 4;

    /// <summary>Asks for the same bytes back (RFC 4443 section 4.1).</summary>
    public const byte EchoRequest = 128;

    /// <summary>The answer to <see cref="EchoRequest"/> (RFC 4443 section 4.2).</summary>
    public const byte EchoReply = 129;

    /// <summary>Asks who listens to groups (RFC 2710, RFC 3810).</summary>
    public const byte MulticastListenerQuery = 130;

    /// <summary>Says that somebody listens to a group (RFC 2710).</summary>
    public const byte MulticastListenerReport = 131;

    /// <summary>Says that nobody listens to a group any more (RFC 2710).</summary>
    public const byte MulticastListenerDone = 132;

    /// <summary>Asks for routers (RFC 4861 section 4.1).</summary>
    public const byte RouterSolicitation = 133;

    /// <summary>A router says that it is there (RFC 4861 section 4.2).</summary>
    public const byte RouterAdvertisement = 134;

    /// <summary>Asks for a neighbour's link-layer address (RFC 4861 section 4.3).</summary>
    public const byte NeighbourSolicitation = 135;

    /// <summary>The answer to <see cref="NeighbourSolicitation"/> (RFC 4861 section 4.4).</summary>
    public const byte NeighbourAdvertisement = 136;

    /// <summary>There is a better first hop (RFC 4861 section 4.5).</summary>
    public const byte Redirect = 137;

    /// <summary>Says which sources of which groups are listened to (RFC 3810 section 5.2).</summary>
    public const byte MulticastListenerReportVersion2 = 143;

    /// <summary>Routing in networks of low power (RFC 6550 section 6).</summary>
    public const byte Rpl = 155;

    /// <summary>Asks for an interface's state through a proxy (RFC 8335).</summary>
    public const byte ExtendedEchoRequest = 160;

    /// <summary>The answer to <see cref="ExtendedEchoRequest"/> (RFC 8335).</summary>
    public const byte ExtendedEchoReply = 161;

    private const byte FirstInformational = 128;

    /// <summary>Whether messages of a type report an error: all below 128 do (RFC 4443 section 2.1).</summary>
    /// <param name="type">The type.</param>
    public static bool IsError(byte type) => type < FirstInformational;

    /// <summary>
    /// A message in few words, such as <c>echo request</c>, <c>port unreachable</c> or <c>time exceeded in-transit</c>.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="code">The code.</param>
    public static string Describe(byte type, byte code) => type switch
    {
        DestinationUnreachable => Icmpv6Unreachable.Describe(code),
        PacketTooBig => "packet too big",
        TimeExceeded => IcmpTimeExceeded.Describe(code),
        ParameterProblem => Icmpv6ParameterProblem.Describe(code),
        EchoRequest => "echo request",
        EchoReply => "echo reply",
        MulticastListenerQuery => "multicast listener query",
        MulticastListenerReport => "multicast listener report",
        MulticastListenerDone => "multicast listener done",
        RouterSolicitation => "router solicitation",
        RouterAdvertisement => "router advertisement",
        NeighbourSolicitation => "neighbour solicitation",
        NeighbourAdvertisement => "neighbour advertisement",
        Redirect => "redirect",
        MulticastListenerReportVersion2 => "multicast listener report v2",
        Rpl => "rpl control",
        ExtendedEchoRequest => "extended echo request",
        ExtendedEchoReply => "extended echo reply",
        _ => $"type {type} code {code}",
    };
}
