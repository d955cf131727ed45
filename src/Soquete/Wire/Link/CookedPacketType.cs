namespace Soquete.Wire.Link;

/// <summary>Where a packet went, as a cooked Linux capture tells it: the PACKET_ numbers of packet(7).</summary>
public enum CookedPacketType : ushort
{
    /// <summary>To this machine.</summary>
    Host = 0,

    /// <summary>To all stations of the link.</summary>
    Broadcast = 1,

    /// <summary>To a group on the link.</summary>
    Multicast = 2,

    /// <summary>To another machine, seen in promiscuous mode.</summary>
    OtherHost = 3,

    /// <summary>From this machine.</summary>
    Outgoing = 4,
}
