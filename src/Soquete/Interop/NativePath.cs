using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>
/// Calls on paths, and on files held by an O_PATH descriptor, which no rename can replace. A NUL in a path gives
/// EINVAL.
/// </summary>
internal static class NativePath
{
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint Unchanged = uint.MaxValue;
    private const int LockExclusive = 2;

    /// <summary>statx(2) of a path; where it is a symbolic link, of the link unless links are followed.</summary>
    public static Errno Identify(string path, bool followLinks, out FileIdentity identity)
    {
        if (path.Contains('\0'))
        {
            identity = default;
            return Errno.EINVAL;
        }

        var result = LibC.ExtendedStatus(
            LibC.WorkingDirectory, path, followLinks ? 0 : NoFollow, FileStatus.BasicMask, out var status);
        return Outcome(result, in status, out identity);
    }

    /// <summary>statx(2) of an open file.</summary>
    public static Errno Identify(SafeHandle fd, out FileIdentity identity)
    {
        var result = LibC.ExtendedStatus(fd, "", EmptyPath, FileStatus.BasicMask, out var status);
        return Outcome(result, in status, out identity);
    }

    /// <summary>
    /// chmod(2) of a file held by O_PATH, where fchmod(2) gives EBADF: by way of /proc (open(2), O_PATH).
    /// </summary>
    public static Errno ChangeMode(SafeHandle opath, uint mode)
    {
        using var held = new HeldDescriptor(opath);
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{held.Number}");
        return ErrnoText.Of(LibC.ChangeMode(LibC.WorkingDirectory, path, mode, 0));
    }

    /// <summary>fchownat(2) of a file held by O_PATH; null leaves the owner or the group.</summary>
    public static Errno ChangeOwner(SafeHandle opath, uint? userId, uint? groupId) =>
        ErrnoText.Of(LibC.ChangeOwner(opath, "", userId ?? Unchanged, groupId ?? Unchanged, EmptyPath));

    /// <summary>unlink(2).</summary>
    public static Errno Unlink(string path) => path.Contains('\0') ? Errno.EINVAL : ErrnoText.Of(LibC.Unlink(path));

    /// <summary>Waits for the exclusive lock of a directory (flock(2)); disposing the handle gives it back.</summary>
    public static Errno LockDirectory(string directory, out SafeFileHandle held)
    {
        var error = NativeFile.OpenFile(directory, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out held);
        if (error != Errno.None)
        {
            return error;
        }

        do
        {
            error = ErrnoText.Of(LibC.Lock(held, LockExclusive));
        }
        while (error == Errno.EINTR);

        if (error != Errno.None)
        {
            held.Dispose();
            held = new SafeFileHandle();
        }

        return error;
    }

    private static Errno Outcome(int result, in FileStatus status, out FileIdentity identity)
    {
        var error = ErrnoText.Of(result);
        identity = error == Errno.None ? FileIdentity.Of(in status) : default;
        return error;
    }
}
