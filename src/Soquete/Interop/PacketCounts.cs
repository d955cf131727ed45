using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// <c>struct tpacket_stats_v3</c> (packet(7), PACKET_STATISTICS): what has happened since it was asked for last. A
/// socket without such a ring has the first two.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketCounts
{
    public const int Size = 12;

    /// <summary>Frames that the filter let through, with those that were dropped.</summary>
    public uint Packets;

    /// <summary>Frames for which there was no room.</summary>
    public uint Drops;

    /// <summary>How often the ring was full.</summary>
    public uint Freezes;
}
