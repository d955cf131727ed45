using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>What an open file is open for, and putting one in another's place.</content>
internal static partial class NativeFile
{
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

    /// <summary>
    /// Puts another open file in the place of a descriptor (dup3(2)), which closes what was there; the number stays
    /// taken.
    /// </summary>
    public static Errno Replace(int number, SafeHandle with) => ErrnoText.Of(LibC.DuplicateTo(with, number, 0));

    /// <summary>
    /// Whether the process was started with the descriptor: it is open, and would not have lived through execve(2)
    /// with FD_CLOEXEC, which what a runtime opens for itself has.
    /// </summary>
    public static bool IsInherited(int number) =>
        LibC.Control(number, GetDescriptorFlags, 0) is var flags && flags >= 0 && (flags & CloseOnExecFlag) == 0;
}
