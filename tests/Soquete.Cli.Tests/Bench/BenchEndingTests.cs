using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Bench;

/// <summary>How <c>bench</c> and <c>serve bench</c> end before their time, and what they refuse.</summary>
public class BenchEndingTests
{
    /// <summary>Results go to where the test can wait for them.</summary>
    private const string ToError = "exec \"$SOQUETE\" bench $PEER --duration 60s --interval 50ms $WORDS >&2";

    [Theory]
    [InlineData("INT", "throughput", "--json")]
    [InlineData("TERM", "requests", "--json --requests")]
    public async Task Measurement_WhenInterrupted_ThenWhatThereIsIsTold(string signal, string kind, string words)
    {
        await using var server = await BenchServing.StartAsync("unix");
        await using var child = Child.Script(ToError, ("PEER", server.Address), ("WORDS", words));
        await child.ErrorLineAsync("\"start_s\":0.");
        child.Signal(signal);
        var run = await child.EndAsync();
        Assert.Equal((int)ExitStatus.Interrupted, run.Status);
        var told = BenchRun.Of(run with { OutputBytes = System.Text.Encoding.UTF8.GetBytes(run.Error) });
        Assert.Equal((kind, "interrupted"), (told.Word("event"), told.Word("ending")));
        Assert.True(told.Result.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Measurement_WhenTheServerDies_ThenWhatThereIsIsToldAndWhy()
    {
        await using var server = await BenchServing.StartAsync("unix");
        await using var child = Child.Script(ToError, ("PEER", server.Address), ("WORDS", "--json"));
        await child.ErrorLineAsync("\"start_s\":0.");
        server.Serving.Command.Signal("KILL");
        var run = await child.EndAsync();
        Assert.Equal((int)ExitStatus.BrokenOff, run.Status);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"ending\":\"failed\"", lines[^2]);
        using var failed = JsonDocument.Parse(lines[^1]);
        Assert.Equal(("failed", 8), (
            failed.RootElement.GetProperty("event").GetString(), failed.RootElement.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Server_WhenAClientIsKilled_ThenServesTheNext()
    {
        await using var server = await BenchServing.StartAsync("tcp", "--verbose");
        await using (var child = Child.Command("bench", server.Address, "--duration", "60s", "--parallel", "4"))
        {
            await server.Serving.Command.ErrorLineAsync("measuring ");
            child.Signal("KILL");
        }

        await server.Serving.Command.ErrorLineAsync("measured ");
        var run = await BenchRun.MakeAsync(server.Address, "--bytes", "1M");
        Assert.Equal("completed", run.Word("ending"));
        Assert.Equal((int)ExitStatus.Interrupted, (await server.Serving.EndAsync()).Status);
    }

    [Fact]
    public async Task Server_WhenToldToStop_ThenBreaksOffAndEnds()
    {
        await using var server = await BenchServing.StartAsync("unix", "--verbose", "--json");
        await using var child = Child.Command("bench", server.Address, "--duration", "60s");
        using var begun = JsonDocument.Parse(await server.Serving.Command.ErrorLineAsync("\"measuring\""));
        Assert.Contains("throughput", begun.RootElement.GetProperty("description").GetString());
        Assert.Equal((int)ExitStatus.Interrupted, (await server.Serving.EndAsync("INT")).Status);
        Assert.Contains(
            (await child.EndAsync()).Status, new[] { (int)ExitStatus.BrokenOff, (int)ExitStatus.Refused });
    }

    [Fact]
    public async Task Server_WhenNobodyComesInTime_ThenTheStatusSaysIt()
    {
        var run = await TheCommand.RunAsync("serve", "bench", "tcp:127.0.0.1:0", "--timeout", "100ms");
        Assert.Equal((int)ExitStatus.TimedOut, run.Status);
        Assert.Contains("nobody measured anything within 100ms", run.Error);
    }

    [Fact]
    public async Task Peer_WhenItSpeaksSomethingElse_ThenIsNotMeasured()
    {
        using var folder = new TemporaryFolder();
        await using var other = Child.Script(
            "exec socat -d -d UNIX-LISTEN:$FOLDER/s,fork SYSTEM:'echo 220 ready; cat > /dev/null'",
            ("FOLDER", folder.Path));
        await other.ErrorLineAsync("listening on");
        var line = await TheCommand.FailAsync(ExitStatus.Failed, "bench", $"unix:{folder["s"]}");
        Assert.Contains("does not speak the protocol", line);
    }

    [Fact]
    public async Task Peer_WhenItSaysNothing_ThenIsWaitedForAsLongAsMayBe()
    {
        using var folder = new TemporaryFolder();
        await using var silent = await ListeningCommand.StartAsync($"unix:{folder["s"]}");
        await TheCommand.FailAsync(ExitStatus.TimedOut, "bench", $"unix:{folder["s"]}", "--timeout", "200ms");
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:9")]
    [InlineData("unix:/nowhere/at/all")]
    [InlineData("unix-dgram:/nowhere/at/all")]
    [InlineData("udp:127.0.0.1:9")]
    public async Task Nobody_WhenThereIsNoServer_ThenIsRefused(string address) =>
        await TheCommand.FailAsync(ExitStatus.Refused, "bench", address);

    [Theory]
    [InlineData("--depth goes with --requests", "tcp:1", "--depth", "3")]
    [InlineData("--requests and --bytes cannot go together", "tcp:1", "--requests", "--bytes", "3")]
    [InlineData("--reverse and --bidirectional cannot go together", "tcp:1", "--reverse", "--bidirectional")]
    [InlineData("--rate takes bits a second such as 500kbit, 100mbit or 1gbit, not '5000'", "tcp:1", "--rate", "5000")]
    [InlineData("--rate takes with --requests a number of requests a second, not '-1'",
        "tcp:1", "--requests", "--rate=-1")]
    [InlineData("--block takes a size from 1 to 1M, not '17M'", "tcp:1", "--block", "17M")]
    [InlineData("--size takes a size from 32 to 65507, not '8'", "udp:1", "--requests", "--size", "8")]
    [InlineData("--parallel takes a number from 1 to 1024, not '1025'", "tcp:1", "--parallel", "1025")]
    [InlineData("--interval takes a duration from 10ms to 1d, not '1ms'", "tcp:1", "--interval", "1ms")]
    [InlineData("--bytes takes a size such as 512, 64k or 1M, not '0'", "tcp:1", "--bytes", "0")]
    [InlineData("--depth times --size is 16M at most", "tcp:1", "--requests", "--depth", "60000", "--size", "1M")]
    [InlineData("bench: file has no other end to be measured", "file:/etc/passwd")]
    [InlineData("bench: stdio has no other end to be measured", "-")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["bench", .. arguments]));

    [Theory]
    [InlineData("packet:lo")]
    [InlineData("raw:253")]
    public async Task Address_WhenItCannotBeMeasured_ThenIsWrongUsage(string address) =>
        await TheCommand.FailAsync(ExitStatus.WrongUsage, "bench", address);
}
