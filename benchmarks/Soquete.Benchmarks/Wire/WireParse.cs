using System.Diagnostics;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Wire;

/// <summary>
/// Packets looked at in a second: every field of Ethernet, IP and transport by the views, of a mix in memory. What
/// looking costs above reading the same bytes at fixed places stands beside it.
/// </summary>
internal sealed class WireParse(string kind, PacketCorpus corpus) : Scenario
{
    private static readonly Metric Packets = new(
        "packets/µs", true, sample => sample.Operations / sample.Wall.TotalMicroseconds,
        "ns/packet", sample => sample.Cpu.TotalNanoseconds / sample.Operations);

    private delegate long Look(ReadOnlySpan<byte> frame);

    public override string Name => $"wire-parse-{kind}";

    public override string Operation =>
        $"The fields of a frame's three headers ({corpus.Name}), of {corpus.Frames.Length} frames in memory with "
        + $"{corpus.MeanLength:0} bytes each on average, on one thread.";

    public override Metric Metric => Packets;

    public override long Operations => 20_000_000;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("views", Standing.Ours, FrameLooks.ByViews),
        Of("views, checksums too", Standing.Ours, FrameLooks.WithChecksums),
        Of("bytes at fixed places", Standing.Limit, FrameLooks.AtFixedPlaces),
    ];

    private Contender Of(string name, Standing standing, Look look) =>
        new(name, standing, count => Threads.RunAsync(() => Measure(look, count)));

    private Sample Measure(Look look, long count)
    {
        Compile(look);
        var rounds = Math.Max(1, count / corpus.Frames.Length);
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var (cpuBefore, began) = (CpuTime.OfThisProcess(), Stopwatch.GetTimestamp());
        var sum = Run(look, rounds);
        var (wall, cpu) = (Stopwatch.GetElapsedTime(began), CpuTime.OfThisProcess() - cpuBefore);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return sum == 0
            ? throw new MeasurementException("nothing was seen in the frames")
            : new Sample(rounds * corpus.Frames.Length, wall, cpu) { AllocatedBytes = allocated };
    }

    private long Run(Look look, long rounds)
    {
        long sum = 0;
        for (var i = 0L; i < rounds; i++)
        {
            foreach (var frame in corpus.Frames)
            {
                sum += look(frame);
            }
        }

        return sum;
    }

    /// <summary>Calls often enough, and for long enough, that the runtime has compiled it for good.</summary>
    private void Compile(Look look)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(0.3);)
        {
            Run(look, 1);
        }
    }
}
