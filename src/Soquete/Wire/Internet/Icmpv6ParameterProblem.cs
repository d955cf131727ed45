namespace Soquete.Wire.Internet;

/// <summary>What is wrong with a header: the codes of ICMPv6 type 4 (RFC 4443 section 3.4; RFC 8883).</summary>
public static class Icmpv6ParameterProblem
{
    /// <summary>A header field is in error.</summary>
    public const byte HeaderField = 0;

    /// <summary>The type of the next header is not known.</summary>
    public const byte NextHeader = 1;

    /// <summary>An option is not known.</summary>
    public const byte Option = 2;

    /// <summary>The first fragment does not have all headers (RFC 7112 section 5).</summary>
    public const byte IncompleteHeaderChain = 3;

    /// <summary>The header above a segment routing header is in error (RFC 8754 section 4.3.1).</summary>
    public const byte SegmentRoutingUpperLayer = 4;

    /// <summary>The type of the next header is not known to a router on the way (RFC 8883 section 2.1).</summary>
    public const byte NextHeaderOnTheWay = 5;

    /// <summary>An extension header is too big (RFC 8883 section 2.2).</summary>
    public const byte ExtensionHeaderTooBig = 6;

    /// <summary>The chain of extension headers is too long (RFC 8883 section 2.3).</summary>
    public const byte HeaderChainTooLong = 7;

    /// <summary>There are too many extension headers (RFC 8883 section 2.4).</summary>
    public const byte TooManyExtensionHeaders = 8;

    /// <summary>There are too many options in an extension header (RFC 8883 section 2.5).</summary>
    public const byte TooManyOptions = 9;

    /// <summary>An option is too big (RFC 8883 section 2.6).</summary>
    public const byte OptionTooBig = 10;

    /// <summary>A code in few words, such as <c>next header unknown</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        HeaderField => "parameter problem: header field",
        NextHeader => "parameter problem: next header unknown",
        Option => "parameter problem: option unknown",
        IncompleteHeaderChain => "parameter problem: incomplete header chain in first fragment",
        SegmentRoutingUpperLayer => "parameter problem: upper-layer header of segment routing",
        NextHeaderOnTheWay => "parameter problem: next header unknown on the way",
        ExtensionHeaderTooBig => "parameter problem: extension header too big",
        HeaderChainTooLong => "parameter problem: extension header chain too long",
        TooManyExtensionHeaders => "parameter problem: too many extension headers",
        TooManyOptions => "parameter problem: too many options",
        OptionTooBig => "parameter problem: option too big",
        _ => $"parameter problem code {code}",
    };
}
