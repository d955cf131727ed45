using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Interop;

/// <summary>
/// Calls on descriptors of any kind. Closing one and setting its mode are reported to <see cref="CallHook"/>; moving
/// bytes is not.
/// </summary>
internal static partial class NativeFile
{
    private const int GetDescriptorFlags = 1;
    private const int SetDescriptorFlags = 2;
    private const int GetStatusFlags = 3;
    private const int SetStatusFlags = 4;
    private const int DuplicateCloseOnExec = 1030;
    private const int SetPipeSizeCommand = 1031;
    private const int GetPipeSizeCommand = 1032;
    private const int CloseOnExecFlag = 1;

    /// <summary>open(2), always with O_CLOEXEC.</summary>
    /// <param name="path">The path; one with a NUL gives EINVAL.</param>
    /// <param name="flags">How to open it.</param>
    /// <param name="mode">The permission bits of a new file, before the process's umask.</param>
    /// <param name="handle">The open file; invalid where it failed.</param>
    public static Errno OpenFile(string path, OpenFlags flags, uint mode, out SafeFileHandle handle)
    {
        var error = Errno.EINVAL;
        var descriptor = -1;
        if (!path.Contains('\0'))
        {
            do
            {
                descriptor = LibC.Open(LibC.WorkingDirectory, path, NativeOpenFlags.Of(flags), mode);
                error = ErrnoText.Of(descriptor);
            }
            while (error == Errno.EINTR);
        }

        handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    /// <summary>pipe2(2), always with O_CLOEXEC.</summary>
    public static Errno OpenPipe(out SafeFileHandle readEnd, out SafeFileHandle writeEnd, bool nonBlocking)
    {
        Span<int> ends = [-1, -1];
        var flags = NativeOpenFlags.CloseOnExec | (nonBlocking ? NativeOpenFlags.NonBlock : 0);
        var error = ErrnoText.Of(LibC.Pipe(ends, flags));
        readEnd = new SafeFileHandle(ends[0], ownsHandle: true);
        writeEnd = new SafeFileHandle(ends[1], ownsHandle: true);
        return error;
    }

    /// <summary>F_SETPIPE_SZ (fcntl(2)): the kernel rounds up; above fs.pipe-max-size it gives EPERM.</summary>
    public static Errno SetPipeSize(SafeHandle pipe, int bytes) =>
        ErrnoText.Of(LibC.Control(pipe, SetPipeSizeCommand, bytes));

    /// <summary>F_GETPIPE_SZ (fcntl(2)): how many bytes the pipe holds; negative where it is none.</summary>
    public static int PipeSize(SafeHandle pipe) => LibC.Control(pipe, GetPipeSizeCommand, 0);

    /// <summary>
    /// F_DUPFD_CLOEXEC (fcntl(2)): another descriptor for the same open file, with a number of at least the lowest.
    /// </summary>
    public static Errno Duplicate(SafeHandle descriptor, int lowest, out SafeFileHandle duplicate)
    {
        var number = LibC.Control(descriptor, DuplicateCloseOnExec, lowest);
        duplicate = new SafeFileHandle(number, ownsHandle: true);
        return ErrnoText.Of(number);
    }

    /// <summary>Takes a descriptor that this process was started with; false where it is not open.</summary>
    /// <param name="number">The descriptor.</param>
    /// <param name="owns">Whether disposing the handle closes it.</param>
    /// <param name="handle">The handle; invalid where it is not open.</param>
    public static bool TryOpenInherited(int number, bool owns, out SafeFileHandle handle)
    {
        var isOpen = LibC.Control(number, GetDescriptorFlags, 0) >= 0;
        handle = new SafeFileHandle(isOpen ? number : -1, owns);
        return isOpen;
    }

    /// <summary>
    /// FD_CLOEXEC (fcntl(2)): whether the descriptor is kept from the programs that this process starts.
    /// </summary>
    public static Errno SetCloseOnExec(int number, bool on)
    {
        var flags = LibC.Control(number, GetDescriptorFlags, 0);
        if (flags < 0)
        {
            return ErrnoText.Last();
        }

        var wanted = on ? flags | CloseOnExecFlag : flags & ~CloseOnExecFlag;
        return ErrnoText.Of(LibC.Control(number, SetDescriptorFlags, wanted));
    }

    /// <summary>O_NONBLOCK (fcntl(2)): it belongs to the open file, so whoever shares that sees the change.</summary>
    public static Errno SetNonBlocking(SafeHandle fd, bool on)
    {
        var flags = LibC.Control(fd, GetStatusFlags, 0);
        if (flags < 0)
        {
            return ErrnoText.Last();
        }

        var wanted = on ? flags | NativeOpenFlags.NonBlock : flags & ~NativeOpenFlags.NonBlock;
        return wanted == flags ? Errno.None : ErrnoText.Of(LibC.Control(fd, SetStatusFlags, wanted));
    }

    /// <summary>O_NONBLOCK for a socket; anything else stays as it is, since others may share it.</summary>
    public static Errno SetNonBlockingIfSocket(SafeHandle fd) =>
        NativeSocket.IsSocket(fd) ? SetNonBlocking(fd, on: true) : Errno.None;

    /// <summary>
    /// fchmod(2), reported: on a socket that is not bound yet it sets the mode that bind(2) will give the file.
    /// </summary>
    public static Errno DescriptorMode(SafeHandle fd, uint mode)
    {
        var start = CallHook.Now();
        var error = ErrnoText.Of(LibC.ChangeMode(fd, mode));
        if (CallHook.IsEnabled)
        {
            var arguments = CallNotation.ModeArguments(NativeSocket.Number(fd), mode);
            CallHook.Report("fchmod", arguments, error == Errno.None ? 0 : -1, error, start);
        }

        return error;
    }

    /// <summary>What stands behind a descriptor.</summary>
    public static FileKind KindOf(SafeHandle fd)
    {
        var error = NativePath.Identify(fd, out var identity);
        return (error, identity.Type) switch
        {
            (Errno.EBADF, _) => FileKind.Closed,
            (not Errno.None, _) => FileKind.Other,
            (_, FileIdentity.RegularType) => FileKind.Regular,
            (_, FileIdentity.DirectoryType) => FileKind.Directory,
            (_, FileIdentity.PipeType) => FileKind.Pipe,
            (_, FileIdentity.SocketType) => FileKind.Socket,
            (_, FileIdentity.BlockDeviceType) => FileKind.BlockDevice,
            (_, FileIdentity.CharacterDeviceType) when LibC.IsTerminal(fd) == 1 => FileKind.Terminal,
            (_, FileIdentity.CharacterDeviceType) => FileKind.CharacterDevice,
            _ => FileKind.Other,
        };
    }

    /// <summary>
    /// close(2), through the handle: the descriptor goes when the last call that uses it has come back.
    /// </summary>
    public static void Close(SafeHandle descriptor)
    {
        if (descriptor.IsClosed || descriptor.IsInvalid)
        {
            return;
        }

        var start = CallHook.Now();
        var number = CallHook.IsEnabled ? NativeSocket.Number(descriptor) : "";
        descriptor.Dispose();
        CallHook.Report("close", number, 0, Errno.None, start);
    }
}
