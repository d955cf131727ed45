using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>What a terminal says of itself.</summary>
internal static class NativeTerminal
{
    private const nuint GetWindowSize = 0x5413;

    /// <summary>TIOCGWINSZ (ioctl_tty(2)).</summary>
    public static Errno WindowSize(SafeHandle terminal, out WindowSize size) =>
        ErrnoText.Of(LibC.Control(terminal, GetWindowSize, out size));
}
