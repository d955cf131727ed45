using System.Diagnostics;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Starts a program so many times, one after the other, each timed from the spawn to the end.</summary>
internal static class Starts
{
    /// <param name="count">How many times.</param>
    /// <param name="startOnce">Starts it with its descriptors.</param>
    /// <param name="check">Looks at what it left, out of the measured time.</param>
    public static Sample Measure(long count, Func<Participants, Child> startOnce, Action check)
    {
        var latencies = new List<TimeSpan>();
        var cpu = TimeSpan.Zero;
        var peakBytes = 0L;
        for (var start = 0; start < count; start++)
        {
            using var participants = new Participants(countsThisProcess: false);
            var began = Stopwatch.GetTimestamp();
            var child = startOnce(participants);
            child.Wait();
            latencies.Add(Stopwatch.GetElapsedTime(began));
            peakBytes = Math.Max(peakBytes, child.PeakBytes);
            participants.RequireSuccess();
            check();
            cpu += participants.End();
        }

        var wall = latencies.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);
        return new Sample(count, wall, cpu) { Latencies = latencies, PeakBytes = peakBytes };
    }
}
