using System.Text;
using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

/// <summary>Servers that are gone, silent, strange or busy: one clear error, within the limits.</summary>
public class FailureTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Theory]
    [MemberData(nameof(LinkSchemes.OfConnections), MemberType = typeof(LinkSchemes))]
    public async Task Measure_WhenTheServerIsGoneMidway_ThenFailsWithWhatWasMeasured(string address, string engine)
    {
        foreach (var direction in Enum.GetValues<BenchmarkDirection>())
        {
            await using var server = await RunningServer.StartAsync(address, engine);
            var passed = new TaskCompletionSource();
            var told = new Told(progress =>
            {
                if (progress.BytesSent + progress.BytesReceived > 0)
                {
                    passed.TrySetResult();
                }
            });
            var measuring = server.Benchmark(engine).MeasureThroughputAsync(
                new ThroughputOptions
                {
                    Duration = TimeSpan.FromMinutes(30), Interval = TimeSpan.FromMilliseconds(20), Parallel = 2,
                    Direction = direction,
                },
                told);
            await passed.Task.Soon();
            await server.StopAsync();
            var e = await Assert.ThrowsAsync<BenchmarkException>(() => measuring.Soon());
            Assert.Equal(BenchmarkEnding.Failed, e.Measured.Ending);
            Assert.True(e.Measured.Connections.Sum(one => one.BytesSent + one.BytesReceived) > 0);
        }
    }

    [Theory]
    [MemberData(nameof(LinkSchemes.All), MemberType = typeof(LinkSchemes))]
    public async Task Requests_WhenTheServerIsGoneMidway_ThenFailsWithWhatWasMeasured(string address, string engine)
    {
        await using var server = await RunningServer.StartAsync(address, engine);
        var passed = new TaskCompletionSource();
        var told = new Told(progress => _ = progress.Completed > 0 && passed.TrySetResult());
        var measuring = server.Benchmark(engine, patience: TimeSpan.FromSeconds(1)).MeasureRequestsAsync(
            new RequestOptions
            {
                Duration = TimeSpan.FromMinutes(30), Interval = TimeSpan.FromMilliseconds(20), WarmUp = TimeSpan.Zero,
                Connections = 3,
            },
            told);
        await passed.Task.Soon();
        await server.StopAsync();
        var e = await Assert.ThrowsAsync<BenchmarkException>(() => measuring.Soon());
        Assert.True(Assert.IsType<RequestResult>(e.Measured).Completed > 0);
    }

    [Fact]
    public async Task Measure_WhenThePeerSaysNothing_ThenEndsWhenPatienceDoes()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var benchmark = new LinkBenchmark(listener.Address) { Patience = Short };
        var e = await Assert.ThrowsAsync<SoqueteException>(() => benchmark.MeasureRequestsAsync().Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Measure_WhenAnEchoStopsReading_ThenEndsWhenPatienceDoes()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var benchmark = new LinkBenchmark(listener.Address) { Patience = Short, Peer = BenchmarkPeer.Echo };
        var e = await Assert.ThrowsAsync<BenchmarkException>(() =>
            benchmark.MeasureThroughputAsync(new ThroughputOptions { Bytes = 1L << 40 }).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
        e = await Assert.ThrowsAsync<BenchmarkException>(() =>
            benchmark.MeasureRequestsAsync(new RequestOptions { Count = 1, WarmUp = TimeSpan.Zero }).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Measure_WhenATimedMeasurementIsBlocked_ThenItEndsWithWhatPassed()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var benchmark = new LinkBenchmark(listener.Address) { Patience = Short, Peer = BenchmarkPeer.Echo };
        var result = await benchmark.MeasureThroughputAsync(new ThroughputOptions { Duration = Short / 2 }).Soon();
        Assert.Equal(0, result.Reverse!.BytesReceived);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\0\u0001x")]
    [InlineData("")]
    public async Task Measure_WhenThePeerIsSomethingElse_ThenSaysSo(string answer)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var measuring = new LinkBenchmark(listener.Address) { Patience = Limits.Event }.MeasureRequestsAsync();
        await using (var peer = await listener.AcceptAsync().Soon())
        {
            await peer.ReceiveAsync(new byte[1000]).Soon();
            await peer.SendAsync(Encoding.Latin1.GetBytes(answer));
            await peer.CompleteOutputAsync();
            var e = await Assert.ThrowsAsync<SoqueteException>(() => measuring.Soon());
            Assert.NotEqual(FailureKind.TimedOut, e.Kind);
        }
    }

    [Fact]
    public async Task Measure_WhenNobodyListens_ThenItIsRefused()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        await listener.DisposeAsync();
        var udp = Address.Parse(listener.Address.ToString().Replace("tcp4", "udp4", StringComparison.Ordinal));
        foreach (var address in new[] { listener.Address, udp })
        {
            var e = await Assert.ThrowsAnyAsync<SoqueteException>(() =>
                new LinkBenchmark(address).MeasureThroughputAsync().Soon());
            Assert.Equal(FailureKind.Refused, e.Kind);
        }
    }

    [Theory]
    [InlineData("tcp4:0")]
    [InlineData("udp4:0")]
    public async Task Measure_WhenTheServerAllowsLess_ThenItSaysWhy(string address)
    {
        var options = new BenchmarkServerOptions { MaxConnections = 2, MaxDuration = TimeSpan.FromSeconds(5) };
        await using var server = await RunningServer.StartAsync(address, "portable", options);
        var e = await Assert.ThrowsAsync<SoqueteException>(() =>
            server.Benchmark().MeasureThroughputAsync(new ThroughputOptions { Parallel = 3, Bytes = 1 }).Soon());
        Assert.Equal(FailureKind.Refused, e.Kind);
        Assert.Contains("busy", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<SoqueteException>(() => server.Benchmark().MeasureThroughputAsync().Soon());
        Assert.Equal(FailureKind.Usage, e.Kind);
        Assert.Contains("5s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_WhenAClientIsGone_ThenTheServerSaysSoAndItsPlaceIsFree()
    {
        var options = new BenchmarkServerOptions { MaxClients = 1 };
        await using var server = await RunningServer.StartAsync("tcp4:0", "portable", options);
        await using (var client = Child.Part("bench-forever", server.Address.ToString()))
        {
            await client.LineAsync("measuring");
            client.Kill();
        }

        await Eventually.HoldsAsync(() => server.Ended.Count == 1);
        Assert.NotNull(server.Ended[0].Failure);
        var result = await server.Benchmark().MeasureThroughputAsync(new ThroughputOptions { Bytes = 1000 }).Soon();
        Assert.Equal(1000, result.TotalBytes);
    }
}
