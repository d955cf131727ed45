using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>What a terminal says of itself, and how it treats keys (ioctl_tty(2)).</summary>
internal static class NativeTerminal
{
    private const nuint GetModes = 0x5401;
    private const nuint SetModesWhenWritten = 0x5403;
    private const nuint GetForegroundGroup = 0x540F;
    private const nuint GetWindowSize = 0x5413;

    /// <summary>TIOCGWINSZ.</summary>
    public static Errno WindowSize(SafeHandle terminal, out WindowSize size) =>
        ErrnoText.Of(LibC.Control(terminal, GetWindowSize, out size));

    /// <summary>TCGETS.</summary>
    public static Errno Modes(SafeHandle terminal, out TerminalModes modes)
    {
        modes = default;
        return ErrnoText.Of(LibC.Control(terminal, GetModes, ref modes));
    }

    /// <summary>TCSETSW: set when what was written is out. In the background it stops the process (SIGTTOU).</summary>
    public static Errno SetModes(SafeHandle terminal, TerminalModes modes)
    {
        Errno error;
        do
        {
            error = ErrnoText.Of(LibC.Control(terminal, SetModesWhenWritten, ref modes));
        }
        while (error == Errno.EINTR);

        return error;
    }

    /// <summary>
    /// TIOCGPGRP: whether this process is of those that the terminal is for now. One that is not the controlling
    /// terminal is for everybody.
    /// </summary>
    public static bool IsForeground(SafeHandle terminal)
    {
        var error = ErrnoText.Of(LibC.Control(terminal, GetForegroundGroup, out int group));
        return error == Errno.None ? group == LibC.ProcessGroup(0) : error == Errno.ENOTTY;
    }
}
