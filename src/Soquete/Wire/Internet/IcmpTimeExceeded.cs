namespace Soquete.Wire.Internet;

/// <summary>
/// Which time ran out: the codes of ICMP type 11 (RFC 792) and of ICMPv6 type 3 (RFC 4443 section 3.3).
/// </summary>
public static class IcmpTimeExceeded
{
    /// <summary>The time to live, or hop limit, came to 0 on the way.</summary>
    public const byte InTransit = 0;

    /// <summary>Not all fragments came in time.</summary>
    public const byte InReassembly = 1;

    /// <summary>A code in few words, such as <c>time exceeded in-transit</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(byte code) => code switch
    {
        InTransit => "time exceeded in-transit",
        InReassembly => "time exceeded in-reassembly",
        _ => $"time exceeded code {code}",
    };
}
