namespace Soquete.Benchmarks.Measuring;

/// <summary>What a scenario compares: one figure of each round, and the unit of its CPU time.</summary>
internal sealed record Metric(
    string Unit, bool MoreIsBetter, Func<Sample, double> Value, string CpuUnit, Func<Sample, double> Cpu)
{
    private const double Mebibyte = 1024 * 1024;
    private const double Gibibyte = 1024 * Mebibyte;

    public static readonly Metric Throughput = new(
        "MiB/s", true, sample => sample.Operations / Mebibyte / sample.Wall.TotalSeconds,
        "s/GiB", sample => sample.Cpu.TotalSeconds / (sample.Operations / Gibibyte));

    public static readonly Metric Start = new(
        "ms", false, sample => Figures.Median(sample.Latencies.Select(latency => latency.TotalMilliseconds)),
        "ms/start", sample => sample.Cpu.TotalMilliseconds / sample.Operations);

    public static readonly Metric Connections = new(
        "connections/s", true, sample => sample.Operations / sample.Wall.TotalSeconds,
        "µs/connection", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    public static readonly Metric RoundTrip = new(
        "µs", false, sample => Figures.Median(sample.Latencies.Select(latency => latency.TotalMicroseconds)),
        "µs/round trip", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    /// <summary>What a program that goes on takes of one core.</summary>
    public static readonly Metric ShareOfCore = new(
        "% of a core", false, sample => 100 * sample.Cpu.TotalSeconds / sample.Wall.TotalSeconds,
        "ms/map", sample => sample.Cpu.TotalMilliseconds / sample.Operations);

    /// <summary>What a server spends on a request.</summary>
    public static readonly Metric ServerCpu = new(
        "CPU µs/request", false, sample => sample.Cpu.TotalMicroseconds / sample.Operations, "", _ => double.NaN);

    /// <summary>The slowest hundredth of a server's answers.</summary>
    public static readonly Metric LatencyP99 = new(
        "p99 µs", false, sample => sample.Histogram?.Percentile(99) ?? double.NaN,
        "µs/request", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    public static readonly Metric Allocated = new(
        "B/request", false, sample => (double?)sample.AllocatedBytes / sample.Operations ?? double.NaN,
        "µs/request", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    /// <summary>How many a server takes in a second of its CPU time.</summary>
    public static readonly Metric ConnectionsForCpu = new(
        "connections/CPU s", true, sample => sample.Operations / sample.Cpu.TotalSeconds,
        "µs/connection", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    /// <summary>How many a server answers in a second of its CPU time.</summary>
    public static readonly Metric RequestsForCpu = new(
        "requests/CPU s", true, sample => sample.Operations / sample.Cpu.TotalSeconds,
        "µs/request", sample => sample.Cpu.TotalMicroseconds / sample.Operations);

    /// <summary>How many for the same CPU time, of both ends.</summary>
    public static readonly Metric DatagramsForCpu = new(
        "datagrams/CPU ms", true, sample => sample.Operations / sample.Cpu.TotalMilliseconds,
        "ns/datagram", sample => sample.Cpu.TotalNanoseconds / sample.Operations);

    /// <summary>How many for the same CPU time, of the program that captures them.</summary>
    public static readonly Metric FramesForCpu = new(
        "frames/CPU ms", true, sample => sample.Operations / sample.Cpu.TotalMilliseconds,
        "ns/frame", sample => sample.Cpu.TotalNanoseconds / sample.Operations);

    public static readonly Metric Frames = new(
        "frames/s", true, sample => sample.Operations / sample.Wall.TotalSeconds,
        "ns/frame", sample => sample.Cpu.TotalNanoseconds / sample.Operations);

    public static readonly Metric Datagrams = new(
        "datagrams/s", true, sample => sample.Operations / sample.Wall.TotalSeconds,
        "ns/datagram", sample => sample.Cpu.TotalNanoseconds / sample.Operations);
}
