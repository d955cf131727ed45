using System.Diagnostics;

namespace Soquete.Probing;

/// <summary>Times on a clock that is never set, in nanoseconds, and the kernel's timestamps on it.</summary>
internal static class PingClock
{
    public const long NanosecondsPerTick = TimeSpan.NanosecondsPerTick;

    /// <summary>Two readings that lie further apart had another thread between them.</summary>
    private const long Apart = 5_000;

    private const int Tries = 5;

    /// <summary>The runtime's clock is CLOCK_MONOTONIC, whose unit is the nanosecond on Linux.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    public static long Of(TimeSpan time) => (long)Math.Min(time.TotalNanoseconds, long.MaxValue / 4);

    public static TimeSpan ToTimeSpan(long nanoseconds) => new(nanoseconds / NanosecondsPerTick);

    /// <summary>
    /// When a message was received. The kernel's timestamp is on the clock that is set (CLOCK_REALTIME): only how long
    /// ago it was is taken from it, so that a clock which is set meanwhile changes little.
    /// </summary>
    /// <param name="timestampTicks">The timestamp, in 100 ns since 1970; 0 for none.</param>
    public static long AtTimestamp(long timestampTicks)
    {
        var (before, wall, after) = Read();
        for (var tries = 1; tries < Tries && after - before > Apart; tries++)
        {
            (before, wall, after) = Read();
        }

        var age = (wall - timestampTicks) * NanosecondsPerTick;
        return timestampTicks == 0 || age < 0 ? before : before - age;
    }

    private static (long Before, long Wall, long After) Read()
    {
        var before = Now;
        var wall = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks;
        return (before, wall, Now);
    }
}
