namespace Soquete.Interop;

/// <summary>The calling thread, as the scheduler has it.</summary>
internal static class ThisThread
{
    /// <summary>sched_getscheduler(2).</summary>
    public static bool Has(SchedulingPolicy policy) => LibC.GetScheduler(0) == (int)policy;

    /// <summary>sched_setscheduler(2); false where that is not permitted.</summary>
    public static bool TryTake(SchedulingPolicy policy) => LibC.SetScheduler(0, (int)policy, 0) == 0;
}
