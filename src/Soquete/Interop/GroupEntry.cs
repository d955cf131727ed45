using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct group</c> (getgrnam(3)); its strings lie in the buffer that was passed along.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GroupEntry
{
    public nint Name;
    public nint Password;
    public uint GroupId;
    public nint Members;
}
