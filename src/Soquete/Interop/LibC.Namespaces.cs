using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Namespaces.</content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    public static partial int SetNamespace(SafeHandle file, int kind);
}
