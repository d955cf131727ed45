namespace Soquete.Wire.Captures;

/// <summary>For whom a packet was that came in (bits 2 to 4 of <c>epb_flags</c>).</summary>
public enum PacketReception
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>For this machine alone.</summary>
    Unicast = 1,

    /// <summary>For a group.</summary>
    Multicast = 2,

    /// <summary>For everyone on the link.</summary>
    Broadcast = 3,

    /// <summary>For another machine: seen in promiscuous mode.</summary>
    Promiscuous = 4,
}
