using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Directories and links, told by bytes: reading /proc asks for many thousands.</content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ReadDirectory(int directory, Span<byte> buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLink(int directory, ReadOnlySpan<byte> path, Span<byte> buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial int Open(int directory, ReadOnlySpan<byte> path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, Span<byte> buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int ExtendedStatus(
        int directory, ReadOnlySpan<byte> path, int flags, uint mask, out FileStatus status);
}
