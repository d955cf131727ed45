using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

public class ThroughputTests
{
    private const long Bytes = 3_000_001;

    [Theory]
    [MemberData(nameof(LinkSchemes.OfConnections), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenSoManyBytesAreAskedFor_ThenExactlyThosePassInEachDirection(
        string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        foreach (var direction in Enum.GetValues<BenchmarkDirection>())
        {
            foreach (var parallel in new[] { 1, 5 })
            {
                var result = await server.Benchmark(engine).MeasureThroughputAsync(
                    new ThroughputOptions { Bytes = Bytes, Direction = direction, Parallel = parallel }).AtLast();
                Assert.Equal(BenchmarkEnding.Completed, result.Ending);
                Assert.Equal(BenchmarkPeer.Server, result.Peer);
                Assert.Equal(direction != BenchmarkDirection.Reverse ? Bytes : null, result.Forward?.BytesReceived);
                Assert.Equal(direction != BenchmarkDirection.Forward ? Bytes : null, result.Reverse?.BytesReceived);
                Assert.Equal(parallel, result.Connections.Count);
                var passed = result.Connections.Sum(one => one.BytesSent + one.BytesReceived);
                Assert.Equal(result.TotalBytes, passed);
                var isTcp = address.StartsWith("tcp", StringComparison.Ordinal);
                Assert.Equal(isTcp, result.Connections[0].Tcp is not null);
                Assert.Equal(result.Connections[0].Tcp is null, result.Connections[0].RemoteTcp is null);
                Assert.NotNull(result.RemoteCpu);
                Assert.True(result.TotalBytes == 0 || (result.Forward ?? result.Reverse)!.BitsPerSecond > 0);
            }
        }

        // Told when the client has left, which it does not wait for.
        await Eventually.HoldsAsync(() => server.Ended.Count == 6);
        Assert.All(server.Ended, client => Assert.Null(client.Failure));
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenForATime_ThenItLastsThatLongAndTellsOfEachInterval(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        var told = new Told();
        var result = await server.Benchmark(engine).MeasureThroughputAsync(
            new ThroughputOptions
            {
                Duration = TimeSpan.FromMilliseconds(300), WarmUp = TimeSpan.FromMilliseconds(50),
                Interval = TimeSpan.FromMilliseconds(50), Direction = BenchmarkDirection.Both, Parallel = 2,
                Rate = 400_000_000,
            },
            told).AtLast();
        Assert.Equal(BenchmarkEnding.Completed, result.Ending);
        Assert.True(result.Duration >= TimeSpan.FromMilliseconds(300));
        Assert.True(result.Forward!.BytesReceived > 0 && result.Reverse!.BytesReceived > 0);
        Assert.Contains(told.All, one => one.IsWarmUp);
        Assert.Contains(told.All, one => one is { IsWarmUp: false, BytesSent: > 0, BytesReceived: > 0 });
        Assert.All(told.All, one => Assert.Equal(one.IsWarmUp, one.Start < TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.OfDatagrams), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenDatagramsAreSentSlowly_ThenAlmostAllArriveInOrder(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        foreach (var direction in Enum.GetValues<BenchmarkDirection>())
        {
            var result = await server.Benchmark(engine).MeasureThroughputAsync(
                new ThroughputOptions
                {
                    Bytes = 200 * 1000, BlockBytes = 1000, Direction = direction, Parallel = 2, Rate = 20_000_000,
                }).AtLast();
            Assert.Equal(BenchmarkEnding.Completed, result.Ending);
            foreach (var flow in new[] { result.Forward, result.Reverse }.OfType<BenchmarkFlow>())
            {
                // Each connection may end with a datagram of its own.
                Assert.InRange(flow.Datagrams!.Sent, 200, 202);
                Assert.InRange(flow.Datagrams.Received, 1, flow.Datagrams.Sent);
                Assert.Equal(0, flow.Datagrams.Duplicated);
                Assert.Equal(flow.Datagrams.Received * 1000, flow.BytesReceived);
            }
        }
    }

    [Fact]
    public async Task Measure_WhenManyClientsCome_ThenAllAreServedAtOnce()
    {
        await using var server = await RunningServer.StartAsync("tcp4:0");
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.Benchmark().MeasureThroughputAsync(
            new ThroughputOptions { Bytes = Bytes, Parallel = 2, Direction = BenchmarkDirection.Both }))).AtLast();
        Assert.All(results, result => Assert.Equal(Bytes * 2, result.TotalBytes));
        await Eventually.HoldsAsync(() => server.Ended.Count == 12);
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenCancelled_ThenWhatWasMeasuredIsReturned(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        using var stop = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress.BytesSent > 0)
            {
                stop.Cancel();
            }
        });
        var result = await server.Benchmark(engine).MeasureThroughputAsync(
            new ThroughputOptions
            {
                Duration = TimeSpan.FromHours(1) / 2, Interval = TimeSpan.FromMilliseconds(20), Rate = 100_000_000,
            },
            told, stop.Token).AtLast();
        Assert.Equal(BenchmarkEnding.Cancelled, result.Ending);
        Assert.True(result.Forward!.BytesReceived > 0);
        Assert.True(result.Duration < TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Measure_WhenCancelledBeforeItBegins_ThenThrows()
    {
        await using var server = await RunningServer.StartAsync("tcp4:0");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            server.Benchmark().MeasureThroughputAsync(cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Measure_WhenAnOptionIsOutOfRange_ThenThrows(ThroughputOptions options)
    {
        var benchmark = new LinkBenchmark(Address.Parse("udp:1"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => benchmark.MeasureThroughputAsync(options));
    }

    public static TheoryData<ThroughputOptions> BadOptions() =>
    [
        new ThroughputOptions { Bytes = 0 }, new ThroughputOptions { Duration = TimeSpan.Zero },
        new ThroughputOptions { Duration = TimeSpan.FromDays(2) }, new ThroughputOptions { Parallel = 0 },
        new ThroughputOptions { Parallel = 1025 }, new ThroughputOptions { BlockBytes = 31 },
        new ThroughputOptions { BlockBytes = 65_508 }, new ThroughputOptions { Rate = -1 },
        new ThroughputOptions { Interval = TimeSpan.Zero }, new ThroughputOptions { WarmUp = TimeSpan.FromTicks(-1) },
        new ThroughputOptions { Direction = (BenchmarkDirection)9 },
    ];
}
