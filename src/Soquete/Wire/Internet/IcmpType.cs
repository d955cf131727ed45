namespace Soquete.Wire.Internet;

/// <summary>The types of ICMP messages that are in use (IANA, "ICMP Type Numbers"), and their names.</summary>
public static class IcmpType
{
    /// <summary>The answer to <see cref="EchoRequest"/> (RFC 792).</summary>
    public const byte EchoReply = 0;

    /// <summary>A packet could not be delivered (RFC 792); <see cref="IcmpUnreachable"/> has the codes.</summary>
    public const byte DestinationUnreachable = 3;

    /// <summary>A packet was dropped for congestion (RFC 792; deprecated by RFC 6633).</summary>
    public const byte SourceQuench = 4;

    /// <summary>There is a better first hop (RFC 792); <see cref="IcmpRedirect"/> has the codes.</summary>
    public const byte Redirect = 5;

    /// <summary>Asks for the same bytes back (RFC 792).</summary>
    public const byte EchoRequest = 8;

    /// <summary>A router says that it is there (RFC 1256).</summary>
    public const byte RouterAdvertisement = 9;

    /// <summary>Asks for routers (RFC 1256).</summary>
    public const byte RouterSolicitation = 10;

    /// <summary>A packet was too long on its way (RFC 792); <see cref="IcmpTimeExceeded"/> has the codes.</summary>
    public const byte TimeExceeded = 11;

    /// <summary>A header was not understood (RFC 792); <see cref="IcmpParameterProblem"/> has the codes.</summary>
    public const byte ParameterProblem = 12;

    /// <summary>Asks for the time of day (RFC 792).</summary>
    public const byte TimestampRequest = 13;

    /// <summary>The answer to <see cref="TimestampRequest"/> (RFC 792).</summary>
    public const byte TimestampReply = 14;

    /// <summary>Asks for an interface's state through a proxy (RFC 8335).</summary>
    public const byte ExtendedEchoRequest = 42;

    /// <summary>The answer to <see cref="ExtendedEchoRequest"/> (RFC 8335).</summary>
    public const byte ExtendedEchoReply = 43;

    /// <summary>
    /// Whether messages of a type report an error, and quote the packet that met it (RFC 1122 section 3.2.2).
    /// </summary>
    /// <param name="type">The type.</param>
    public static bool IsError(byte type) =>
        type is DestinationUnreachable or SourceQuench or Redirect or TimeExceeded or ParameterProblem;

    /// <summary>
    /// A message in few words, such as <c>echo request</c>, <c>host unreachable</c> or <c>time exceeded in-transit</c>.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="code">The code.</param>
    public static string Describe(byte type, byte code) => type switch
    {
        EchoReply => "echo reply",
        DestinationUnreachable => IcmpUnreachable.Describe(code),
        SourceQuench => "source quench",
        Redirect => IcmpRedirect.Describe(code),
        EchoRequest => "echo request",
        RouterAdvertisement => "router advertisement",
        RouterSolicitation => "router solicitation",
        TimeExceeded => IcmpTimeExceeded.Describe(code),
        ParameterProblem => IcmpParameterProblem.Describe(code),
        TimestampRequest => "timestamp request",
        TimestampReply => "timestamp reply",
        ExtendedEchoRequest => "extended echo request",
        ExtendedEchoReply => "extended echo reply",
        _ => $"type {type} code {code}",
    };
}
