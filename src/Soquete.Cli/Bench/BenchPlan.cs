using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Cli.Arguments;

namespace Soquete.Cli.Bench;

/// <summary>What is to be measured: throughput, or requests.</summary>
internal sealed record BenchPlan(Address Address, ThroughputOptions? Throughput, RequestOptions? Requests)
{
    /// <summary>How long it takes without the warm-up; null where that is not known.</summary>
    public TimeSpan? Duration => Requests is { } requests
        ? requests.Duration ?? (requests.Count is null ? RequestOptions.DefaultDuration : null)
        : Throughput!.Duration ?? (Throughput.Bytes is null ? ThroughputOptions.DefaultDuration : null);

    public BenchmarkDirection Direction => Throughput?.Direction ?? BenchmarkDirection.Both;

    public static BenchPlan Read(TypedArguments typed, Address address, TimeSpan interval)
    {
        BenchArguments.RefuseMixed(typed);
        return BenchArguments.AreRequests(typed)
            ? new BenchPlan(address, null, BenchArguments.ReadRequests(typed, address, interval))
            : new BenchPlan(address, BenchArguments.ReadThroughput(typed, address, interval), null);
    }

    public async Task<BenchmarkResult> MeasureAsync(
        LinkBenchmark link, IProgress<BenchmarkProgress> progress, CancellationToken cancellationToken) =>
        Requests is { } requests
            ? await link.MeasureRequestsAsync(requests, progress, cancellationToken)
            : await link.MeasureThroughputAsync(Throughput, progress, cancellationToken);
}
