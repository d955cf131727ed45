using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>What an open file is open for, and how it waits.</content>
internal static partial class NativeFile
{
    private const int GetStatusFlags = 3;
    private const int SetStatusFlags = 4;
    private const int NonBlockingFlag = 0x800;

    /// <summary>O_ACCMODE of the open file (fcntl(2)): whether it can be read and written.</summary>
    public static (bool CanRead, bool CanWrite) AccessOf(SafeHandle fd)
    {
        var flags = LibC.Control(fd, GetStatusFlags, 0);
        return flags < 0 ? default : (flags & 3) switch
        {
            0 => (true, false),
            1 => (false, true),
            _ => (true, true),
        };
    }

    /// <summary>O_NONBLOCK (fcntl(2)). It is of the open file, so whoever shares the file shares it too.</summary>
    public static Errno SetNonBlocking(SafeHandle fd)
    {
        var flags = LibC.Control(fd, GetStatusFlags, 0);
        return flags < 0 ? ErrnoText.Last()
            : (flags & NonBlockingFlag) != 0 ? Errno.None
            : ErrnoText.Of(LibC.Control(fd, SetStatusFlags, flags | NonBlockingFlag));
    }

    /// <summary>
    /// <see cref="SetNonBlocking"/> where it is a socket; pipes and files are left as their other holders want
    /// them.
    /// </summary>
    public static void SetNonBlockingIfSocket(SafeHandle fd)
    {
        if (NativeSocket.IsSocket(fd))
        {
            Failure.ThrowIf(SetNonBlocking(fd), "fcntl", address: null);
        }
    }

    /// <summary>
    /// Puts another open file in the place of a descriptor (dup3(2)), which closes what was there; the number stays
    /// taken.
    /// </summary>
    public static Errno Replace(int number, SafeHandle with) => ErrnoText.Of(LibC.DuplicateTo(with, number, 0));
}
