namespace Soquete.Wire.Application;

/// <summary>The classes of DNS records (RFC 1035 section 3.2.4; RFC 6895 section 3.2).</summary>
public static class DnsClass
{
    /// <summary>The internet.</summary>
    public const ushort Internet = 1;

    /// <summary>Chaosnet, where servers tell of themselves.</summary>
    public const ushort Chaos = 3;

    /// <summary>Hesiod.</summary>
    public const ushort Hesiod = 4;

    /// <summary>None (RFC 2136 section 2.4).</summary>
    public const ushort None = 254;

    /// <summary>Any (RFC 1035 section 3.2.5).</summary>
    public const ushort Any = 255;

    /// <summary>A class's name, such as <c>IN</c>; <c>CLASS32</c> for others (RFC 3597 section 5).</summary>
    /// <param name="value">The class.</param>
    public static string Describe(ushort value) => value switch
    {
        Internet => "IN",
        Chaos => "CH",
        Hesiod => "HS",
        None => "NONE",
        Any => "ANY",
        _ => $"CLASS{value}",
    };
}
