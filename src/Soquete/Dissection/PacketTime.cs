namespace Soquete.Dissection;

/// <summary>How the line of a packet says when it passed.</summary>
public enum PacketTime
{
    /// <summary>The time of day in the local zone, in microseconds: <c>14:02:11.123456</c>.</summary>
    Clock,

    /// <summary>Day and time of day in the local zone: <c>2026-11-22 14:02:11.123456</c>.</summary>
    Date,

    /// <summary>Seconds since 1970-01-01 UTC: <c>1795442531.123456</c>.</summary>
    Epoch,

    /// <summary>The time since the packet before: <c> 00:00:00.000120</c>.</summary>
    Delta,

    /// <summary>The time since the first packet: <c> 00:00:01.500000</c>.</summary>
    Elapsed,

    /// <summary>Not at all.</summary>
    None,
}
