namespace Soquete.Benchmarking;

/// <summary>
/// The processor time of one end while it was measured: of its whole process (getrusage(2), RUSAGE_SELF), whatever else
/// that did.
/// </summary>
/// <param name="User">In user mode.</param>
/// <param name="System">In the kernel, on behalf of the process.</param>
public readonly record struct CpuTime(TimeSpan User, TimeSpan System)
{
    /// <summary>What this process has used since it began.</summary>
    public static CpuTime Now
    {
        get
        {
            var usage = Environment.CpuUsage;
            return new CpuTime(usage.UserTime, usage.PrivilegedTime);
        }
    }

    /// <summary>Both together.</summary>
    public TimeSpan Total => User + System;

    /// <summary>What was used between two readings.</summary>
    public static CpuTime operator -(CpuTime later, CpuTime earlier) => Subtract(later, earlier);

    /// <summary>What was used between two readings.</summary>
    /// <param name="later">The second reading.</param>
    /// <param name="earlier">The first.</param>
    public static CpuTime Subtract(CpuTime later, CpuTime earlier) =>
        new(later.User - earlier.User, later.System - earlier.System);

    /// <summary>Nanoseconds of processor time for each of so many operations or bytes; 0 for none.</summary>
    /// <param name="count">How many there were.</param>
    public double NanosecondsPer(long count) => count > 0 ? Total.TotalNanoseconds / count : 0;
}
