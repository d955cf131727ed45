using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

public class RequestTests
{
    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenSoManyRequestsAreAskedFor_ThenExactlyThoseAreReplied(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        foreach (var (connections, depth, size) in new[] { (1, 1, 64), (3, 4, 64), (2, 2, 9000), (7, 1, 33) })
        {
            var result = await server.Benchmark(engine).MeasureRequestsAsync(new RequestOptions
            {
                Count = 500, Connections = connections, Depth = depth, Size = size, ReplyTimeout = Limits.Event,
                WarmUp = TimeSpan.FromMilliseconds(20),
            }).AtLast();
            Assert.Equal(BenchmarkEnding.Completed, result.Ending);
            Assert.Equal((500, 0, 0), (result.Completed, result.Lost, result.Unsent));
            Assert.Equal(500, result.Latency.Count);
            Assert.Same(result.Latency, result.ServiceTime);
            Assert.True(result.Latency.Minimum > 0);
            Assert.Equal(connections, result.Connections.Count);
            Assert.True(result.RequestsPerSecond > 0);
        }
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenRequestsHaveARate_ThenNoLatencyIsLessThanItsServiceTime(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        var result = await server.Benchmark(engine).MeasureRequestsAsync(new RequestOptions
        {
            Count = 400, Rate = 2000, Connections = 4, Depth = 4, ReplyTimeout = Limits.Event,
            WarmUp = TimeSpan.FromMilliseconds(20),
        }).AtLast();
        Assert.Equal((400, 400), (result.Completed, result.ServiceTime.Count));
        Assert.True(result.Latency.Mean >= result.ServiceTime.Mean);
        Assert.True(result.Latency.Maximum >= result.ServiceTime.Maximum);
        // 400 requests at 2,000 a second are intended over 0.2 s, but for the way of the last.
        Assert.True(result.Duration > TimeSpan.FromMilliseconds(190));
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.OfConnections), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenRequestsAreLargerThanTheKernelsBuffers_ThenBothEndsGoOn(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        var isPacket = address.StartsWith("unix-seqpacket", StringComparison.Ordinal);
        var result = await server.Benchmark(engine).MeasureRequestsAsync(new RequestOptions
        {
            Count = 30, Size = isPacket ? 100_000 : RequestOptions.MaxSize, Depth = 8, WarmUp = TimeSpan.Zero,
        }).AtLast();
        Assert.Equal(30, result.Completed);
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenForATime_ThenItTellsOfEachInterval(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        var told = new Told();
        var result = await server.Benchmark(engine).MeasureRequestsAsync(
            new RequestOptions
            {
                Duration = TimeSpan.FromMilliseconds(200), WarmUp = TimeSpan.FromMilliseconds(50),
                Interval = TimeSpan.FromMilliseconds(50), Connections = 2,
            },
            told).AtLast();
        Assert.Equal(BenchmarkEnding.Completed, result.Ending);
        Assert.True(result.Completed > 0 && result.Duration >= TimeSpan.FromMilliseconds(200));
        var measured = told.All.Where(one => !one.IsWarmUp).ToList();
        Assert.NotEmpty(measured);
        Assert.True(measured.Sum(one => one.Latency!.Count) > 0);
    }

    [Fact]
    public async Task Measure_WhenCancelled_ThenWhatWasMeasuredIsReturned()
    {
        await using var server = await RunningServer.StartAsync("tcp4:0");
        using var stop = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress is { IsWarmUp: false, Completed: > 0 })
            {
                stop.Cancel();
            }
        });
        var result = await server.Benchmark().MeasureRequestsAsync(
            new RequestOptions
            {
                Duration = TimeSpan.FromMinutes(30), Interval = TimeSpan.FromMilliseconds(20), WarmUp = TimeSpan.Zero,
            },
            told, stop.Token).AtLast();
        Assert.Equal(BenchmarkEnding.Cancelled, result.Ending);
        Assert.True(result.Completed > 0);
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Measure_WhenAnOptionIsOutOfRange_ThenThrows(RequestOptions options)
    {
        var benchmark = new LinkBenchmark(Address.Parse("unix-dgram:/none"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => benchmark.MeasureRequestsAsync(options));
    }

    public static TheoryData<RequestOptions> BadOptions() =>
    [
        new RequestOptions { Size = 31 }, new RequestOptions { Size = 65_508 }, new RequestOptions { Connections = 0 },
        new RequestOptions { Connections = 10_001 }, new RequestOptions { Depth = 0 },
        new RequestOptions { Depth = 65_537 }, new RequestOptions { Depth = 60_000, Size = 1000 },
        new RequestOptions { Rate = 0 }, new RequestOptions { Rate = double.NaN }, new RequestOptions { Count = 0 },
        new RequestOptions { Duration = TimeSpan.FromTicks(-1) }, new RequestOptions { ReplyTimeout = TimeSpan.Zero },
    ];
}
