using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Soquete.Benchmarks.Processes;

/// <summary>Starting and waiting as a shell does, without what System.Diagnostics.Process adds to each.</summary>
internal static partial class LibC
{
    public const int CloseOnExec = 0x80000; // O_CLOEXEC
    public const int Interrupted = 4; // EINTR
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    public const int OfThisProcess = 0; // RUSAGE_SELF
    public const int OfChildren = -1; // RUSAGE_CHILDREN
    public const int SetChildSubreaper = 36; // PR_SET_CHILD_SUBREAPER

    public const int ReadWrite = 2; // O_RDWR
    public const int NoControllingTerminal = 0x100; // O_NOCTTY
    public const ulong SetWindowSize = 0x5414; // TIOCSWINSZ

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int OpenPipe(Span<int> ends, int flags);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "wait4", SetLastError = true)]
    public static partial int WaitFor(int process, out int status, int options, Span<long> usage);

    [LibraryImport(Library, EntryPoint = "getrusage", SetLastError = true)]
    public static partial int Usage(int who, Span<long> usage);

    [LibraryImport(Library, EntryPoint = "clock_getcpuclockid")]
    public static partial int CpuClockOf(int process, out int clock);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ReadClock(int clock, Span<long> secondsAndNanoseconds);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, ulong value);

    [LibraryImport(Library, EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(
        out int process, string file, nint actions, nint attributes, string?[] arguments, string?[] environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitialiseActions(nint actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(nint actions, SafeFileHandle descriptor, int target);

    [LibraryImport(
        Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddOpen(nint actions, int target, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenTerminal(int flags);

    [LibraryImport(Library, EntryPoint = "grantpt", SetLastError = true)]
    public static partial int GrantTerminal(SafeFileHandle master);

    [LibraryImport(Library, EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int UnlockTerminal(SafeFileHandle master);

    [LibraryImport(Library, EntryPoint = "ptsname_r", SetLastError = true)]
    public static partial int NameOfTerminal(SafeFileHandle master, Span<byte> name, nuint length);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int SetWindow(SafeFileHandle terminal, ulong request, ReadOnlySpan<ushort> size);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(nint actions);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int InitialiseAttributes(nint attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(nint attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(nint attributes, nint signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(nint attributes);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static partial int FillSignals(nint signals);
}
