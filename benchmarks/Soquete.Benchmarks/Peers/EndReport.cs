using System.Diagnostics;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Peers;

/// <summary>What one end did from its first measured operation to its last, as it says itself.</summary>
/// <param name="Count">Operations.</param>
/// <param name="Wall">How long they took.</param>
/// <param name="Cpu">User and system time of the end's process.</param>
/// <param name="AllocatedBytes">On the managed heap, where there is one.</param>
internal sealed record EndReport(long Count, TimeSpan Wall, TimeSpan Cpu, long? AllocatedBytes)
{
    /// <summary>Operations with those of the warming up, as the ends in C say.</summary>
    public long? All { get; init; }

    /// <summary>The line as <c>Peers/peer.h</c> and <see cref="ToString"/> write it.</summary>
    public static EndReport Parse(string? line)
    {
        var values = (line ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => long.Parse(pair[^1]));
        return values.TryGetValue("count", out var count)
            ? new EndReport(
                count, Span(values["wall-ns"]), Span(values["cpu-ns"]), Optional(values, "allocated-bytes"))
            {
                All = Optional(values, "all"),
            }
            : throw new MeasurementException("an end ended without its report");
    }

    public override string ToString()
    {
        var figures = $"count={Count} wall-ns={Wall.TotalNanoseconds:0} cpu-ns={Cpu.TotalNanoseconds:0}";
        return AllocatedBytes is { } bytes ? $"{figures} allocated-bytes={bytes}" : figures;
    }

    private static TimeSpan Span(long nanoseconds) => TimeSpan.FromMicroseconds(nanoseconds / 1000.0);

    private static long? Optional(Dictionary<string, long> values, string name) =>
        values.TryGetValue(name, out var value) ? value : null;
}

/// <summary>Where an end's measuring begins.</summary>
internal sealed class EndClock
{
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);
    private readonly TimeSpan _cpu = CpuTime.OfThisProcess();
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>As long as the peers in C have: enough for the runtime to compile what is hot for good.</summary>
    public static TimeSpan WarmUp { get; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public EndReport Report(long count)
    {
        var (wall, cpu) = (Elapsed, CpuTime.OfThisProcess() - _cpu);
        return new EndReport(count, wall, cpu, GC.GetTotalAllocatedBytes(precise: true) - _allocated);
    }
}
