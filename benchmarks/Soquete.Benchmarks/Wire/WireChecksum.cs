using System.Diagnostics;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;
using Soquete.Wire;

namespace Soquete.Benchmarks.Wire;

/// <summary>
/// Bytes summed up in a second, in one buffer again and again, beside what the textbook does and beside the least that
/// touches every byte. The largest buffer is in no cache, so there the memory decides.
/// </summary>
internal sealed class WireChecksum(string name, int bufferBytes) : Scenario
{
    private const int Seed = 1;

    /// <summary>More than the last cache of a server holds.</summary>
    public const int BeyondCaches = 512 << 20;

    private readonly Lazy<byte[]> _buffer = new(() => Buffer(bufferBytes));

    private delegate ulong Sum(ReadOnlySpan<byte> bytes);

    public override string Name => $"wire-checksum-{name}";

    public override string Operation =>
        $"The internet checksum of a buffer of {bufferBytes} bytes, again and again on one thread.";

    public override Metric Metric => Metric.Throughput;

    public override long Operations => 2L << 30;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("InternetChecksum.Of", Standing.Ours, bytes => InternetChecksum.Of(bytes)),
        Of("16 bits at a time", Standing.Peer, PlainSums.OfWords),
        Of("64 bits at a time, carries added", Standing.Peer, PlainSums.OfLongWords),
        Of("sum of longs, vectorised", Standing.Limit, PlainSums.OfMemory),
    ];

    public override IReadOnlyList<Goal> Goals => bufferBytes == BeyondCaches
        ? [new Goal("InternetChecksum.Of", "sum of longs, vectorised", 0.9)]
        : [];

    private Contender Of(string name, Standing standing, Sum sum) =>
        new(name, standing, count => Threads.RunAsync(() => Measure(sum, count)));

    private Sample Measure(Sum sum, long count)
    {
        var buffer = _buffer.Value;
        Compile(sum);
        var times = Math.Max(1, count / buffer.Length);
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var (cpuBefore, began) = (CpuTime.OfThisProcess(), Stopwatch.GetTimestamp());
        ulong total = 0;
        for (var i = 0L; i < times; i++)
        {
            total += sum(buffer);
        }

        var (wall, cpu) = (Stopwatch.GetElapsedTime(began), CpuTime.OfThisProcess() - cpuBefore);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return total == 0
            ? throw new MeasurementException("the sum of random bytes was nothing")
            : new Sample(times * buffer.Length, wall, cpu) { AllocatedBytes = allocated };
    }

    /// <summary>Calls often enough, and for long enough, that the runtime has compiled it for good.</summary>
    private static void Compile(Sum sum)
    {
        var some = Buffer(4096);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(0.3);)
        {
            sum(some);
        }
    }

    private static byte[] Buffer(int length)
    {
        var bytes = new byte[length];
        new Random(Seed).NextBytes(bytes);
        return bytes;
    }
}
