using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct statx</c> (statx(2)): the same on every architecture, which <c>struct stat</c> is not.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    /// <summary>Asks for everything that stat(2) gives (<c>STATX_BASIC_STATS</c>).</summary>
    public const uint BasicMask = 0x7ff;

    [FieldOffset(20)]
    public uint UserId;

    [FieldOffset(24)]
    public uint GroupId;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;
}
