using System.Runtime.InteropServices;

namespace Soquete.Interop;

/// <content>Threads. The number 0 is the calling one.</content>
internal static partial class LibC
{
    /// <summary>sched_getscheduler(2), which musl has not: ENOSYS there.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getscheduler")]
    public static partial int GetScheduler(int thread);

    /// <summary>sched_setscheduler(2), likewise.</summary>
    [LibraryImport(Library, EntryPoint = "sched_setscheduler")]
    public static partial int SetScheduler(int thread, int policy, in int priority);
}
