using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary>struct winsize (ioctl_tty(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WindowSize
{
    public ushort Rows;
    public ushort Columns;
    public ushort PixelWidth;
    public ushort PixelHeight;
}
