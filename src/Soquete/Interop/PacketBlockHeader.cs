using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>
/// <c>struct tpacket_block_desc</c> (linux/if_packet.h): what a block of a ring begins with. <see cref="Status"/> says
/// whose it is, and is read before and written after everything else.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketBlockHeader
{
    public const int Size = 48;

    /// <summary>In <see cref="Status"/>: the kernel fills it.</summary>
    public const uint Kernel = 0;

    public uint Version;
    public uint PrivateOffset;
    public uint Status;
    public uint Frames;
    public uint FirstOffset;
    public uint UsedBytes;
    public ulong Sequence;
    public uint FirstSeconds;
    public uint FirstNanoseconds;
    public uint LastSeconds;
    public uint LastNanoseconds;
}

/// <summary><c>struct tpacket3_hdr</c> (linux/if_packet.h): what a frame in a block begins with.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketFrameHeader
{
    public const int Size = 48;

    /// <summary>Where the frame's <c>sockaddr_ll</c> is (TPACKET_ALIGN).</summary>
    public const int NameOffset = Size;

    /// <summary>What comes before the frame at least: TPACKET3_HDRLEN.</summary>
    public const int Prefix = NameOffset + SocketName.LinkBytes;

    /// <summary>How far the next one is from this one; 0 for the last.</summary>
    public uint NextOffset;

    public uint Seconds;
    public uint Nanoseconds;

    /// <summary>How much of it is there.</summary>
    public uint Captured;

    /// <summary>How long it was.</summary>
    public uint Length;

    public FrameStatus Status;
    public ushort LinkOffset;
    public ushort NetworkOffset;
    public uint ReceiveHash;
    public uint VlanTag;
    public ushort VlanProtocol;
    public ushort Padding;
    public ulong Reserved;
}
