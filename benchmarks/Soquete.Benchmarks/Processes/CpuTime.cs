namespace Soquete.Benchmarks.Processes;

/// <summary>User and system time (getrusage(2)).</summary>
internal static class CpuTime
{
    private const int UsageWords = 18;

    /// <summary>Of every child that was waited for, and of those that it had waited for in turn.</summary>
    public static TimeSpan OfEndedChildren() => Of(LibC.OfChildren);

    public static TimeSpan OfThisProcess() => Of(LibC.OfThisProcess);

    private static TimeSpan Of(int who)
    {
        // struct rusage: two times of seconds and microseconds come first.
        Span<long> usage = stackalloc long[UsageWords];
        return LibC.Usage(who, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new InvalidOperationException("getrusage failed");
    }
}
