using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Streams;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Benchmarking;

/// <summary>The loops that measure: what they leave out of the figures, and what they take for themselves.</summary>
[Collection(AloneCollection.Name)]
public class LoopTests(ITestOutputHelper output)
{
    private const int Few = 2000;
    private const int Many = 22_000;

    /// <summary>
    /// What the thread pool takes now and then is far less than one object a request. In a debug build the compiler
    /// makes each async method's state an object, at both ends.
    /// </summary>
#if DEBUG
    private const double MostBytesPerRequest = 4096;
#else
    private const double MostBytesPerRequest = 16;
#endif

    [Theory]
    [InlineData("tcp4:0")]
    [InlineData("unix:{0}")]
    [InlineData("udp4:0")]
    public async Task Requests_WhenWarm_ThenAllocateNothing(string address)
    {
        await using var server = await RunningServer.StartAsync(address);
        await AllocatedAsync(server, Many);
        var more = await AllocatedAsync(server, Many) - await AllocatedAsync(server, Few);
        var perRequest = more / (double)(Many - Few);
        output.WriteLine($"{address}: {perRequest} bytes a request");
        Assert.True(perRequest < MostBytesPerRequest, $"{perRequest} bytes a request");
    }

    /// <summary>
    /// A server that stands still once holds up one request, where the next is sent after a reply; each of those that
    /// were meant to be sent meanwhile waited too, which only their intended times show.
    /// </summary>
    [Fact]
    public async Task OpenLoop_WhenTheServerStandsStill_ThenEveryRequestThatItKeptWaitingIsSeen()
    {
        const int Rate = 1000;
        var still = TimeSpan.FromMilliseconds(400);
        await using var listener = await StreamListener.ListenAsync(Address.Parse("unix:@soquete-stands-still"));
        var serving = EchoOnceStillAsync(listener, afterRequests: 100, still);
        var benchmark = new LinkBenchmark(listener.Address) { Peer = BenchmarkPeer.Echo, Patience = Limits.Event };
        var result = await benchmark.MeasureRequestsAsync(
            new RequestOptions { Count = Rate, Rate = Rate, WarmUp = TimeSpan.Zero }).AtLast();
        await serving.Soon();
        Assert.Equal(Rate, result.Completed);
        Assert.True(result.Latency.Maximum >= still.TotalNanoseconds * 0.9);
        // 200 were intended in the first half of the standstill, and waited for all of the second half.
        var half = still.TotalNanoseconds / 2;
        Assert.True(Above(result.Latency, half) >= 150, $"{Above(result.Latency, half)} of the latencies");
        Assert.True(Above(result.ServiceTime, half) < Above(result.Latency, half));
    }

    private static long Above(LatencyHistogram histogram, double nanoseconds) =>
        histogram.Buckets.Where(bucket => bucket.Lowest > nanoseconds).Sum(bucket => bucket.Count);

    private static async Task EchoOnceStillAsync(StreamListener listener, int afterRequests, TimeSpan still)
    {
        await using var peer = await listener.AcceptAsync().Soon();
        var buffer = new byte[64];
        for (var i = 0; await peer.ReceiveAsync(buffer).Soon() is var count && count > 0; i++)
        {
            if (i == afterRequests)
            {
                await Task.Delay(still);
            }

            await peer.SendAsync(buffer.AsMemory(0, count)).Soon();
        }
    }

    private static async Task<long> AllocatedAsync(RunningServer server, int requests)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await server.Benchmark().MeasureRequestsAsync(new RequestOptions
        {
            Count = requests, WarmUp = TimeSpan.Zero, Interval = TimeSpan.FromHours(1), ReplyTimeout = Limits.Event,
        }).AtLast();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
