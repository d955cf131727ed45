namespace Soquete.Interop;

/// <summary>Which file it is, of what type and mode, and whose.</summary>
/// <param name="Device">The file system's device number: major in the upper 32 bits, minor in the lower.</param>
/// <param name="Inode">The inode number; with <paramref name="Device"/> it names the file while it exists.</param>
/// <param name="Mode">Type and permission bits (inode(7)).</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The group.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, uint Mode, uint UserId, uint GroupId)
{
    public const uint TypeMask = 0xF000;
    public const uint SocketType = 0xC000;
    public const uint RegularType = 0x8000;
    public const uint BlockDeviceType = 0x6000;
    public const uint DirectoryType = 0x4000;
    public const uint CharacterDeviceType = 0x2000;
    public const uint PipeType = 0x1000;

    public uint Type => Mode & TypeMask;

    public bool IsSocket => Type == SocketType;

    /// <summary>Whether both are one file: device and inode, whatever its mode and owner by now.</summary>
    public bool IsSameFile(in FileIdentity other) => Device == other.Device && Inode == other.Inode;

    public static FileIdentity Of(in FileStatus status) => new(
        ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
        status.Inode,
        status.Mode,
        status.UserId,
        status.GroupId);
}
