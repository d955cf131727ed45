using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <summary><c>struct servent</c> (getservent(3)); the port is in network order, in the low 16 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ServiceEntry
{
    public nint Name;
    public nint Aliases;
    public int NetworkPort;
    public nint Protocol;
}
