using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Bench;

/// <summary><c>bench</c> of throughput, against <c>serve bench</c>.</summary>
public class BenchThroughputTests
{
    [Theory]
    [InlineData("tcp", "portable")]
    [InlineData("tcp", "auto")]
    [InlineData("unix", "portable")]
    [InlineData("unix", "auto")]
    [InlineData("unix-seqpacket", "auto")]
    public async Task Bytes_WhenSoManyAreAsked_ThenSoManyPass(string scheme, string engine)
    {
        await using var server = await BenchServing.StartAsync(scheme, "--engine", engine);
        var run = await BenchRun.MakeAsync(
            server.Address, "--bytes", "8M", "--block", "64k", "--parallel", "2", "--engine", engine);
        Assert.Equal(("throughput", "server", "completed", "forward"), (
            run.Word("event"), run.Word("peer"), run.Word("ending"), run.Word("direction")));
        var forward = run.Result.GetProperty("forward");
        Assert.Equal(8L << 20, forward.GetProperty("bytes_sent").GetInt64());
        Assert.Equal(8L << 20, forward.GetProperty("bytes_received").GetInt64());
        Assert.True(forward.GetProperty("bits_per_second").GetDouble() > 0);
        Assert.Equal(2, run.Result.GetProperty("connections").GetArrayLength());
        Assert.True(run.Result.GetProperty("cpu").GetProperty("user_s").GetDouble() >= 0);
        Assert.True(run.Result.GetProperty("remote_cpu").GetProperty("system_s").GetDouble() >= 0);
        Assert.False(run.Result.TryGetProperty("reverse", out _));
    }

    [Theory]
    [InlineData("tcp", "--reverse")]
    [InlineData("unix", "--bidirectional")]
    [InlineData("unix-seqpacket", "--reverse")]
    public async Task Direction_WhenTurned_ThenTheServerSends(string scheme, string option)
    {
        await using var server = await BenchServing.StartAsync(scheme);
        var run = await BenchRun.MakeAsync(server.Address, option, "--bytes", "4M");
        Assert.Equal(option == "--reverse" ? "reverse" : "both", run.Word("direction"));
        Assert.Equal(4L << 20, run.Result.GetProperty("reverse").GetProperty("bytes_received").GetInt64());
        Assert.Equal(option != "--reverse", run.Result.TryGetProperty("forward", out _));
    }

    [Fact]
    public async Task Tcp_WhenMeasured_ThenTheKernelsViewOfBothEndsIsThere()
    {
        await using var server = await BenchServing.StartAsync("tcp");
        var run = await BenchRun.MakeAsync(server.Address, "--bytes", "1M");
        var connection = run.Result.GetProperty("connections")[0];
        Assert.Equal("tcp", connection.GetProperty("protocol").GetString());
        foreach (var end in new[] { "tcp", "remote_tcp" })
        {
            var tcp = connection.GetProperty(end);
            Assert.True(tcp.GetProperty("retransmissions").GetInt64() >= 0);
            Assert.True(tcp.GetProperty("congestion_window").GetInt32() > 0);
            Assert.True(tcp.GetProperty("mss").GetInt32() > 0);
            Assert.True(tcp.GetProperty("rtt_us").GetDouble() >= 0);
        }
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("unix-dgram")]
    public async Task Datagrams_WhenMeasured_ThenThoseThatCameAndThoseThatDidNotAreAll(string scheme)
    {
        await using var server = await BenchServing.StartAsync(scheme);
        var run = await BenchRun.MakeAsync(
            server.Address, "--duration", "300ms", "--rate", "20mbit", "--block", "1000");
        var datagrams = run.Result.GetProperty("forward").GetProperty("datagrams");
        var (sent, received) = (
            datagrams.GetProperty("sent").GetInt64(), datagrams.GetProperty("received").GetInt64());
        Assert.InRange(received, 1, sent);
        Assert.Equal(sent - received, datagrams.GetProperty("lost").GetInt64());
    }

    [Fact]
    public async Task Intervals_WhenTold_ThenFollowOneAnotherAndAddUp()
    {
        await using var server = await BenchServing.StartAsync("unix");
        var run = await BenchRun.MakeAsync(server.Address, "--duration", "600ms", "--interval", "100ms");
        Assert.NotEmpty(run.Intervals);
        var end = 0.0;
        foreach (var interval in run.Intervals)
        {
            Assert.Equal(end, interval.GetProperty("start_s").GetDouble(), 3);
            end += interval.GetProperty("seconds").GetDouble();
        }

        var sum = run.Intervals.Sum(interval => interval.GetProperty("bytes_sent").GetInt64());
        Assert.InRange(sum, 1, run.Result.GetProperty("connections")[0].GetProperty("bytes_sent").GetInt64());
    }

    /// <summary>What iperf3 refuses: the next client while one is served.</summary>
    [Theory]
    [InlineData("unix")]
    [InlineData("tcp")]
    public async Task Clients_WhenManyMeasureAtOnce_ThenEachIsServed(string scheme)
    {
        await using var server = await BenchServing.StartAsync(scheme);
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => BenchRun.MakeAsync(server.Address, "--bytes", "4M", i % 2 == 0 ? "--reverse" : "--bidirectional")));
        Assert.All(runs, run => Assert.Equal(
            4L << 20, run.Result.GetProperty("reverse").GetProperty("bytes_received").GetInt64()));
    }

    [Fact]
    public async Task Client_WhenThereAreAsManyAsMayBe_ThenIsToldSo()
    {
        await using var server = await BenchServing.StartAsync("unix", "--max", "1", "-v");
        await using var first = Child.Command("bench", server.Address, "--duration", "60s", "--quiet");
        await server.Serving.Command.ErrorLineAsync("measuring ");
        var line = await TheCommand.FailAsync(ExitStatus.Refused, "bench", server.Address);
        Assert.Contains("busy", line);
    }

    [Fact]
    public async Task Lines_WhenForPeople_ThenSayWhatPassedAndWhatItTook()
    {
        await using var server = await BenchServing.StartAsync("tcp");
        var run = await TheCommand.RunAsync("bench", server.Address, "--bytes", "1M");
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.StartsWith($"{server.Address}: throughput forward, 1 connection, 1048576 bytes\n", run.Output);
        Assert.Matches(@"(?m)^forward   [\d.]+ [kMGT]?bit/s: 1.05 MB in [\d.]+ s$", run.Output);
        Assert.Matches(@"(?m)^CPU       here .*% of a core .*; there .*% of a core ", run.Output);
        Assert.Matches(@"(?m)^TCP here  \d+ retransmitted, RTT .*, cwnd \d+ segments of ", run.Output);
        Assert.Matches(@"(?m)^against   serve bench, engine (io_uring|portable)$", run.Output);
    }

    [Fact]
    public async Task Terminal_WhenThereIsOne_ThenOneLineIsMadeAnew()
    {
        await using var server = await BenchServing.StartAsync("unix");
        var run = await TheCommand.ScriptAsync(
            "TERM=xterm script -qec '\"$SOQUETE\" bench $PEER --duration 1s' /dev/null", ("PEER", server.Address));
        Assert.Contains("\r\e[K", run.Output);
        Assert.Contains("█", run.Output);
        Assert.Contains("forward ", run.Output);
    }
}
