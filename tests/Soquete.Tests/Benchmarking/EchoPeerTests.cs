using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

/// <summary>Echo servers that know nothing of the protocol.</summary>
public sealed class EchoPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TCP-LISTEN:0,bind=127.0.0.1,fork", "tcp4")]
    [InlineData("UNIX-LISTEN:{0},fork", "unix")]
    public async Task Measure_WhenSocatEchoes_ThenItIsFoundOutAndMeasured(string server, string scheme)
    {
        await using var peer = Child.Start(
            "socat", "-d", "-d", "-t", "30", string.Format(null, server, _folder["s"]), "EXEC:cat");
        var line = await peer.LineAsync("listening on");
        var address = scheme == "unix" ? $"unix:{_folder["s"]}" : $"tcp4:{line[(line.LastIndexOf(':') + 1)..]}";
        foreach (var kind in new[] { BenchmarkPeer.Detect, BenchmarkPeer.Echo })
        {
            var benchmark = new LinkBenchmark(Address.Parse(address)) { Peer = kind, Patience = Limits.Event };
            var requests = await benchmark.MeasureRequestsAsync(
                new RequestOptions { Count = 100, Connections = 2, Depth = 3, WarmUp = TimeSpan.Zero }).AtLast();
            Assert.Equal((BenchmarkPeer.Echo, 100), (requests.Peer, requests.Completed));
            Assert.Null(requests.RemoteCpu);
            var throughput = await benchmark.MeasureThroughputAsync(
                new ThroughputOptions { Bytes = 1_000_000, Parallel = 2 }).AtLast();
            Assert.Equal(
                (1_000_000, 1_000_000L), (throughput.Forward!.BytesSent, throughput.Reverse!.BytesReceived));
        }
    }

    [Fact]
    public async Task Measure_WhenNcatEchoes_ThenItIsMeasured()
    {
        await using var peer = Child.Start("ncat", "-l", "-k", "-U", _folder["n"], "-e", "/bin/cat");
        await Eventually.HoldsAsync(() => File.Exists(_folder["n"]));
        var benchmark = new LinkBenchmark(Address.Parse($"unix:{_folder["n"]}")) { Patience = Limits.Event };
        var result = await benchmark.MeasureRequestsAsync(
            new RequestOptions { Count = 50, WarmUp = TimeSpan.Zero }).AtLast();
        Assert.Equal((BenchmarkPeer.Echo, 50), (result.Peer, result.Completed));
    }

    [Fact]
    public async Task Measure_WhenSocatEchoesDatagrams_ThenTheyAreMeasured()
    {
        await using var peer = Child.Start(
            "socat", "-d", "-d", "-d", "UDP4-RECVFROM:0,bind=127.0.0.1,fork", "EXEC:cat");
        var line = await peer.LineAsync("receiving on");
        var port = await PortOfAsync(peer.Id);
        var benchmark = new LinkBenchmark(Address.Parse($"udp4:{port}")) { Patience = Limits.Event };
        var result = await benchmark.MeasureRequestsAsync(
            new RequestOptions { Count = 20, WarmUp = TimeSpan.Zero, ReplyTimeout = Limits.Event }).AtLast();
        Assert.True(result is { Peer: BenchmarkPeer.Echo, Completed: 20 }, line);
    }

    [Fact]
    public async Task Measure_WhenAnEchoIsToSendByItself_ThenSaysThatItCannot()
    {
        var benchmark = new LinkBenchmark(Address.Parse("exec:cat"));
        var e = await Assert.ThrowsAsync<SoqueteException>(() => benchmark.MeasureThroughputAsync(
            new ThroughputOptions { Direction = BenchmarkDirection.Reverse }));
        Assert.Equal(FailureKind.Usage, e.Kind);
        benchmark = new LinkBenchmark(Address.Parse("exec:cat")) { Peer = BenchmarkPeer.Server };
        e = await Assert.ThrowsAsync<SoqueteException>(() => benchmark.MeasureRequestsAsync());
        Assert.Equal(FailureKind.Usage, e.Kind);
    }

    private static async Task<string> PortOfAsync(int process)
    {
        var line = await Child.RunAsync($"ss -Hlnup | grep pid={process}, | head -1");
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split(':')[^1];
    }
}
