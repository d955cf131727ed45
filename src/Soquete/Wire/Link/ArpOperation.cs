namespace Soquete.Wire.Link;

/// <summary>What an ARP message asks or says (IANA's registry of ARP parameters).</summary>
public enum ArpOperation : ushort
{
    /// <summary>Reserved.</summary>
    None = 0,

    /// <summary>Who has this protocol address (RFC 826)?</summary>
    Request = 1,

    /// <summary>I have it, and this is my hardware address (RFC 826).</summary>
    Reply = 2,

    /// <summary>Which protocol address has this hardware (RFC 903)?</summary>
    ReverseRequest = 3,

    /// <summary>It has this one (RFC 903).</summary>
    ReverseReply = 4,

    /// <summary>Which protocol address have you, who have this hardware address (RFC 2390)?</summary>
    InverseRequest = 8,

    /// <summary>I have this one (RFC 2390).</summary>
    InverseReply = 9,
}
