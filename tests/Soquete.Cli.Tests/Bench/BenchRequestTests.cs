using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Bench;

/// <summary><c>bench --requests</c>, against <c>serve bench</c> and against echo servers of any make.</summary>
public class BenchRequestTests
{
    private static readonly string[] Percentiles =
        ["min_us", "p50_us", "p75_us", "p90_us", "p95_us", "p99_us", "p99_9_us", "p99_99_us", "max_us"];

    [Theory]
    [InlineData("tcp", "portable")]
    [InlineData("tcp", "auto")]
    [InlineData("unix", "auto")]
    [InlineData("unix-seqpacket", "auto")]
    [InlineData("udp", "auto")]
    [InlineData("unix-dgram", "portable")]
    public async Task Requests_WhenSoManyAreAsked_ThenEachIsRepliedToAndTimed(string scheme, string engine)
    {
        await using var server = await BenchServing.StartAsync(scheme, "--engine", engine);
        var run = await BenchRun.MakeAsync(
            server.Address, "--requests", "--count", "500", "--connections", "3", "--depth", "2", "--size", "200",
            "--engine", engine);
        Assert.Equal(("requests", "server", "completed"), (run.Word("event"), run.Word("peer"), run.Word("ending")));
        Assert.Equal((200, 2), (run.Number("size"), run.Number("depth")));
        Assert.Equal(500, run.Number("completed") + run.Number("lost"));
        Assert.Equal(3, run.Result.GetProperty("connections").GetArrayLength());
        RequireRising(run);
    }

    [Fact]
    public async Task Histogram_WhenAddedUp_ThenHasEveryReply()
    {
        await using var server = await BenchServing.StartAsync("unix");
        var run = await BenchRun.MakeAsync(server.Address, "--requests", "--count", "1000", "--warm-up", "0s");
        var rows = run.Result.GetProperty("histogram").EnumerateArray().ToList();
        Assert.Equal(1000, rows.Sum(row => row.GetProperty("count").GetInt64()));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(
            pair.First.GetProperty("to_us").GetDouble(), pair.Second.GetProperty("from_us").GetDouble()));
        var latency = run.Result.GetProperty("latency");
        Assert.True(rows[0].GetProperty("from_us").GetDouble() <= latency.GetProperty("min_us").GetDouble());
        Assert.True(rows[^1].GetProperty("to_us").GetDouble() >= latency.GetProperty("max_us").GetDouble());
    }

    [Fact]
    public async Task Rate_WhenGiven_ThenTheLoopIsOpen()
    {
        await using var server = await BenchServing.StartAsync("unix");
        var run = await BenchRun.MakeAsync(
            server.Address, "--requests", "--rate", "200", "--count", "40", "--connections", "2");
        Assert.Equal(200, run.Result.GetProperty("rate").GetDouble());
        Assert.Equal(40, run.Number("completed"));
        // So many at this rate take their time, however fast the replies are.
        Assert.True(run.Result.GetProperty("seconds").GetDouble() > 0.1);
        Assert.True(run.Result.GetProperty("service_time").GetProperty("count").GetInt64() > 0);
    }

    [Theory]
    [InlineData("tcp4:127.0.0.1:$PORT", "socat -d -d TCP4-LISTEN:0,bind=127.0.0.1,fork EXEC:cat")]
    [InlineData("unix:$FOLDER/s", "socat -d -d UNIX-LISTEN:$FOLDER/s,fork EXEC:cat")]
    [InlineData("unix:$FOLDER/s", "ncat -v -l -k -U $FOLDER/s --exec /bin/cat")]
    public async Task EchoServer_WhenOfAnotherMake_ThenIsMeasured(string address, string command)
    {
        using var folder = new TemporaryFolder();
        await using var echo = Child.Script($"exec {command}", ("FOLDER", folder.Path));
        var line = await echo.ErrorLineAsync("istening on");
        var peer = address.Replace("$FOLDER", folder.Path).Replace("$PORT", line.Split(':')[^1]);
        foreach (var word in new[] { "--plain-echo", "--verbose" })
        {
            var run = await BenchRun.MakeAsync(peer, "--requests", "--count", "50", "--connections", "2", word);
            Assert.Equal(("echo", 50), (run.Word("peer"), run.Number("completed")));
            Assert.False(run.Result.TryGetProperty("remote_cpu", out _));
        }
    }

    [Theory]
    [InlineData("unix")]
    [InlineData("unix-seqpacket")]
    [InlineData("udp")]
    public async Task Echo_WhenServedByTheCommand_ThenIsFoundOut(string scheme)
    {
        using var folder = new TemporaryFolder();
        var own = scheme == "udp" ? "udp:127.0.0.1:0" : $"{scheme}:{folder["s"]}";
        await using var serving = await ListeningCommand.StartVerbAsync("serve", "echo", own);
        var peer = scheme == "udp" ? $"udp:127.0.0.1:{serving.Port}" : own;
        var run = await BenchRun.MakeAsync(peer, "--requests", "--count", "100");
        Assert.Equal(("echo", 100), (run.Word("peer"), run.Number("completed") + run.Number("lost")));
    }

    [Fact]
    public async Task Lines_WhenForPeople_ThenHaveLatenciesAndAHistogram()
    {
        await using var server = await BenchServing.StartAsync("unix");
        var run = await TheCommand.RunAsync("bench", server.Address, "--requests", "--count", "2000");
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.StartsWith($"{server.Address}: requests of 64 bytes, 1 connection, 2000 of them\n", run.Output);
        Assert.Matches(@"(?m)^requests  [\d,]+ a second: 2,000 in [\d.]+ s$", run.Output);
        Assert.Matches(@"(?m)^          p50 .*, p75 .*, p90 .*, p95 .*, p99 .*, p99\.9 .*, p99\.99 .*s$", run.Output);
        Assert.Matches(@"(?m)^ *[\d.]+ [num]?s - [\d.]+ [num]?s  █{40} +[\d.]+%$", run.Output);
    }

    private static void RequireRising(BenchRun run)
    {
        foreach (var name in new[] { "latency", "service_time" })
        {
            var times = run.Result.GetProperty(name);
            Assert.Equal(run.Number("completed"), times.GetProperty("count").GetInt64());
            var values = Percentiles.Select(field => times.GetProperty(field).GetDouble()).ToArray();
            Assert.Equal(values.Order(), values);
        }
    }
}
