namespace Soquete.Interop;

/// <summary>
/// How the scheduler treats a thread (sched(7)). Either of these may become the other without privilege.
/// </summary>
internal enum SchedulingPolicy
{
    /// <summary>SCHED_OTHER: woken, it may take the core from who runs.</summary>
    Other = 0,

    /// <summary>SCHED_BATCH: woken, it waits until who runs is done, or had its time.</summary>
    Batch = 3,
}
