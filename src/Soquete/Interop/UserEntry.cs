using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct passwd</c> (getpwnam(3)); its strings lie in the buffer that was passed along.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UserEntry
{
    public nint Name;
    public nint Password;
    public uint UserId;
    public uint GroupId;
    public nint Information;
    public nint Home;
    public nint Shell;
}
