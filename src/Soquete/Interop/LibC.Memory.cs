using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Memory that is shared with the kernel.</content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(
        nint address, nuint length, int protection, int flags, SafeHandle descriptor, nint offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);
}
