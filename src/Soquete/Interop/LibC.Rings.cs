using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>
/// io_uring(7), for which the C library has no functions: by syscall(2), whose arguments are all passed as longs.
/// </content>
internal static partial class LibC
{
    /// <summary>io_uring_setup(2).</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SetUpRing(nint number, nint entries, ref RingParameters parameters);

    /// <summary>io_uring_enter(2). It is called for each batch, so its error is its result's: see RingCalls.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint EnterRing(
        nint number, nint ring, nint submitted, nint completed, nint flags, nint argument, nint size);

    /// <summary>io_uring_register(2).</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static partial nint RegisterWithRing(nint number, nint ring, nint operation, nint argument, nint count);

    /// <summary>mmap(2), of a part of what a descriptor has.</summary>
    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(
        nint address, nuint length, int protection, int flags, int descriptor, nint offset);
}
