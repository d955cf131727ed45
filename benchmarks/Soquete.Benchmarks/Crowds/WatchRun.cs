using System.Diagnostics;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Crowds;

/// <summary>A live view on a terminal for some seconds, warm; CPU time is its alone.</summary>
internal static class WatchRun
{
    /// <summary>By then it has started, and shown a few maps.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <param name="seconds">For how long.</param>
    /// <param name="sockets">How many there are.</param>
    /// <param name="over">How many connections are over beside them.</param>
    /// <param name="filters">What is shown of them.</param>
    public static async Task<Sample> MeasureAsync(long seconds, int sockets, int over, string[] filters)
    {
        using var crowd = new Participants(countsThisProcess: false);
        using var inside = new CrowdedNamespace(crowd, sockets, over);
        using var terminal = new PseudoTerminal();
        using var watching = new Participants(countsThisProcess: false);
        var watch = watching.StartOn(
            terminal, inside.Inside(["env", "TERM=xterm-256color", Command.Native, "map", "--watch", .. filters]));
        var draining = terminal.DrainAsync();
        await Task.Delay(WarmUp);
        var (drawn, before, began) = (terminal.Drawings, CpuTime.OfRunning(watch.Id), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var (cpu, wall) = (CpuTime.OfRunning(watch.Id) - before, Stopwatch.GetElapsedTime(began));
        drawn = terminal.Drawings - drawn;
        watching.End();
        await draining;
        // Each map is drawn with its time; a busy machine may make one or another late.
        return drawn >= seconds / 2
            ? new Sample(seconds, wall, cpu) { PeakBytes = watch.PeakBytes }
            : throw new MeasurementException($"it drew {drawn} times in {seconds} s");
    }
}
