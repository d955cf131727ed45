namespace Soquete.Wire.Captures;

/// <summary>Which way a packet passed the interface (bits 0 and 1 of <c>epb_flags</c>).</summary>
public enum PacketDirection
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>It came in.</summary>
    Inbound = 1,

    /// <summary>It went out.</summary>
    Outbound = 2,
}
