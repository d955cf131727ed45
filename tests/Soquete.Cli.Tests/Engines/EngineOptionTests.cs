using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Engines;

/// <summary><c>--engine</c> and what goes with it.</summary>
public class EngineOptionTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("portable")]
    public async Task Echo_WhenAnEngineIsAskedFor_ThenItIsToldAndServes(string engine)
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix:{folder["s"]}", "--keep", "--echo", "--engine", engine, "--json", "--verbose");
        using var told = JsonDocument.Parse(await listening.Command.ErrorLineAsync("\"engine\""));
        var name = told.RootElement.GetProperty("name").GetString();
        Assert.Contains(name, engine == "auto" ? ["io_uring", "portable"] : new[] { engine });
        var run = await TheCommand.ScriptAsync(
            "echo hello | \"$SOQUETE\" connect unix:$PEER --engine $ENGINE", ("PEER", folder["s"]), ("ENGINE", engine));
        Assert.Equal(("hello\n", "", 0), (run.Output, run.Error, run.Status));
        Assert.Equal((int)ExitStatus.Interrupted, (await listening.EndAsync()).Status);
    }

    /// <summary>Where it cannot be had, the line says why, and the status is that of the reason.</summary>
    [Fact]
    public async Task IoUring_WhenAskedForAlone_ThenServesOrSaysWhyNot()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command(
            "serve", "echo", $"unix:{folder["s"]}", "--engine", "io_uring", "--inline", "--threads", "1", "--spin",
            "50us");
        var first = await command.ErrorLineAsync("");
        if (first.StartsWith("listening on", StringComparison.Ordinal))
        {
            var run = await TheCommand.ScriptAsync(
                "seq 100000 | \"$SOQUETE\" connect unix:$PEER | tail -1", ("PEER", folder["s"]));
            Assert.Equal("100000\n", run.Output);
            command.Signal("TERM");
            Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
        }
        else
        {
            var run = await command.EndAsync();
            Assert.Contains(run.Status, new[] { (int)ExitStatus.Failed, (int)ExitStatus.NotPermitted });
            Assert.Contains("io_uring", run.ErrorLine);
        }
    }

    [Fact]
    public async Task Variable_WhenItNamesAnEngine_ThenThatIsTaken()
    {
        var run = await TheCommand.ScriptAsync(
            "echo hi | \"$SOQUETE\" relay - exec:cat -v 2>&1 >/dev/null | head -1", ("SOQUETE_ENGINE", "portable"));
        Assert.Equal("engine portable\n", run.Output);
    }

    [Fact]
    public async Task Variable_WhenItNamesNone_ThenIsWrongUsage()
    {
        var run = await TheCommand.ScriptAsync(
            "\"$SOQUETE\" relay - exec:cat; echo $?", ("SOQUETE_ENGINE", "steam"));
        Assert.Equal("2\n", run.Output);
        Assert.Contains("steam: no engine has this name", run.Error);
    }

    [Theory]
    [InlineData("--engine takes auto, io_uring, portable, not 'epoll'", "--engine", "epoll")]
    [InlineData("--spin does not go with the engine portable", "--engine", "portable", "--spin", "1ms")]
    [InlineData("--threads takes a number from 1 to 1024, not '1025'", "--threads", "1025")]
    [InlineData("--threads takes a number from 1 to 1024, not '0'", "--threads", "0")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(
            message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["serve", "echo", "tcp:0", .. arguments]));

    [Fact]
    public async Task Inline_WhenNothingIsEchoed_ThenIsRefused() => Assert.Equal(
        "--inline goes with --echo", await TheCommand.FailAsync(ExitStatus.WrongUsage, "listen", "tcp:0", "--inline"));

    [Fact]
    public async Task Version_WhenVerbose_ThenNamesTheEngineOrTheReason()
    {
        var run = await TheCommand.RunAsync("--version", "--verbose");
        Assert.Matches(@"\nengine:   (io_uring|portable)( \([^\n]+\))?\n", run.Output);
        using var json = JsonDocument.Parse((await TheCommand.RunAsync("--version", "-v", "--json")).Output);
        Assert.Contains(json.RootElement.GetProperty("engine").GetString()!, run.Output);
    }
}
