using System.Runtime.InteropServices;

// The loader finds the C library by itself: no look into the program's own folder, where a file could stand in for it.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Soquete.Interop;

/// <summary>The C library's calls, one declaration each, as their man pages (sections 2 and 3) have them.</summary>
/// <remarks>
/// Only what has the same shape on x64 and arm64: no <c>stat</c>, and variadic calls (fcntl, openat) with arguments
/// that both calling conventions pass as they pass named ones. A result of -1 leaves its reason in <see
/// cref="ErrnoText.Last"/>.
/// </remarks>
internal static partial class LibC
{
    private const string Library = "libc";
}
