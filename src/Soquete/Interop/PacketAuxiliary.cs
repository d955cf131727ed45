using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct tpacket_auxdata</c> (packet(7), PACKET_AUXDATA): what is told beside a frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketAuxiliary
{
    public const int Size = 20;

    /// <summary>Its kind as control data: SOL_PACKET, PACKET_AUXDATA.</summary>
    public static readonly (int Level, int Type) Kind = (263, 8);

    public FrameStatus Status;

    /// <summary>How long the frame was.</summary>
    public uint Length;

    /// <summary>How much of it the filter let through.</summary>
    public uint Captured;

    public ushort LinkOffset;
    public ushort NetworkOffset;
    public ushort VlanTag;
    public ushort VlanProtocol;
}

/// <summary>What the kernel says of a frame: <c>tp_status</c> (linux/if_packet.h).</summary>
[Flags]
internal enum FrameStatus : uint
{
    /// <summary>It is this process's now.</summary>
    User = 1 << 0,

    /// <summary>It was sent on this machine, and its transport checksum was left to the hardware.</summary>
    ChecksumNotReady = 1 << 3,

    /// <summary>A VLAN tag was taken out of it.</summary>
    VlanValid = 1 << 4,

    /// <summary>The tag's EtherType is told too; else it is 0x8100.</summary>
    VlanProtocolValid = 1 << 6,

    /// <summary>The kernel or the hardware has checked its transport checksum.</summary>
    ChecksumValid = 1 << 7,
}
