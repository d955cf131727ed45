using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct sock_fprog</c> (linux/filter.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FilterProgram
{
    public const int Size = 16;

    public ushort Count;
    public nint Instructions;
}
