using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct protoent</c> (getprotoent(3)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProtocolEntry
{
    public nint Name;
    public nint Aliases;
    public int Number;
}
