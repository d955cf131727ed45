using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Processes. The posix_spawn family returns its error number, and leaves errno alone.</content>
internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    [LibraryImport(Library, EntryPoint = "getpgid", SetLastError = true)]
    public static partial int ProcessGroup(int process);

    /// <param name="resource">Which of the limits.</param>
    /// <param name="limits">Where the soft limit and the hard one go.</param>
    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int ReadLimit(int resource, Span<ulong> limits);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "raise", SetLastError = true)]
    public static partial int Raise(int signal);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitFor(int process, out int status, int options);

    [LibraryImport(Library, EntryPoint = "posix_spawnp")]
    public static partial int Spawn(
        out int process, nint file, nint actions, nint attributes, nint arguments, nint environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitialiseActions(nint actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(nint actions, int descriptor, int target);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(nint actions);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitialiseAttributes(nint attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetAttributeFlags(nint attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(nint attributes, nint signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetSignalMask(nint attributes, nint signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(nint attributes);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static partial int EmptySignals(nint signals);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int FillSignals(nint signals);
}
