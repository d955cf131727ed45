namespace Soquete.Wire.Internet;

/// <summary>The types of IGMP messages that are in use (IANA, "IGMP Type Numbers"), and their names.</summary>
public static class IgmpType
{
    /// <summary>Asks who listens to groups (RFC 1112, RFC 2236, RFC 3376).</summary>
    public const byte MembershipQuery = 0x11;

    /// <summary>Says that somebody listens to a group (RFC 1112).</summary>
    public const byte Version1Report = 0x12;

    /// <summary>Says that somebody listens to a group (RFC 2236).</summary>
    public const byte Version2Report = 0x16;

    /// <summary>Says that somebody does not listen to a group any more (RFC 2236).</summary>
    public const byte LeaveGroup = 0x17;

    /// <summary>Says which sources of which groups are listened to (RFC 3376).</summary>
    public const byte Version3Report = 0x22;

    /// <summary>A type in few words, such as <c>membership query</c>.</summary>
    /// <param name="type">The type.</param>
    public static string Describe(byte type) => type switch
    {
        MembershipQuery => "membership query",
        Version1Report => "v1 membership report",
        Version2Report => "v2 membership report",
        LeaveGroup => "leave group",
        Version3Report => "v3 membership report",
        _ => $"type 0x{type:x2}",
    };
}
