using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Network interfaces.</content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int ControlInterface(SafeHandle socket, nuint request, Span<byte> interfaceRequest);
}
