namespace Soquete.Wire.Internet;

/// <summary>The types of IPv4 options (IANA's registry of IPv4 parameters), with the flag and class in them.</summary>
public static class Ipv4OptionType
{
    /// <summary>The end of the list: what follows is padding (RFC 791).</summary>
    public const byte EndOfList = 0;

    /// <summary>Nothing, in one byte (RFC 791).</summary>
    public const byte NoOperation = 1;

    /// <summary>Where the packet came past (RFC 791).</summary>
    public const byte RecordRoute = 7;

    /// <summary>When it came past (RFC 791).</summary>
    public const byte Timestamp = 68;

    /// <summary>Classification (RFC 1108).</summary>
    public const byte Security = 130;

    /// <summary>Routers that it must come past, with others in between (RFC 791).</summary>
    public const byte LooseSourceRoute = 131;

    /// <summary>A stream of SATNET's (RFC 791; obsolete by RFC 6814).</summary>
    public const byte StreamId = 136;

    /// <summary>Routers that it must come past, and no others (RFC 791).</summary>
    public const byte StrictSourceRoute = 137;

    /// <summary>Routers look at the packet (RFC 2113).</summary>
    public const byte RouterAlert = 148;

    /// <summary>What people call it; null where it has no name here.</summary>
    public static string? NameOf(byte type) => type switch
    {
        EndOfList => "end of list",
        NoOperation => "no operation",
        RecordRoute => "record route",
        Timestamp => "timestamp",
        Security => "security",
        LooseSourceRoute => "loose source route",
        StreamId => "stream identifier",
        StrictSourceRoute => "strict source route",
        RouterAlert => "router alert",
        _ => null,
    };
}
