namespace Soquete.Benchmarks.Processes;

/// <summary>User and system time (getrusage(2)).</summary>
internal static class CpuTime
{
    /// <summary>The length of a struct rusage, which two times of seconds and microseconds begin.</summary>
    public const int UsageWords = 18;

    /// <summary>Where it has the most that was held in memory (ru_maxrss), in KiB.</summary>
    public const int PeakWord = 4;

    /// <summary>Of every child that was waited for, and of those that it had waited for in turn.</summary>
    public static TimeSpan OfEndedChildren() => Of(LibC.OfChildren);

    public static TimeSpan OfThisProcess() => Of(LibC.OfThisProcess);

    /// <summary>Of a process that runs, so far, without its children (clock_getcpuclockid(3)).</summary>
    public static TimeSpan OfRunning(int process)
    {
        Span<long> time = stackalloc long[2];
        return LibC.CpuClockOf(process, out var clock) == 0 && LibC.ReadClock(clock, time) == 0
            ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000.0)
            : throw new MeasurementException("it ended before it was measured");
    }

    public static TimeSpan In(ReadOnlySpan<long> usage) =>
        TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);

    private static TimeSpan Of(int who)
    {
        Span<long> usage = stackalloc long[UsageWords];
        return LibC.Usage(who, usage) == 0 ? In(usage) : throw new InvalidOperationException("getrusage failed");
    }
}
