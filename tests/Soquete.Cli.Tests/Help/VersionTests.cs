using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Help;

public class VersionTests
{
    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    [InlineData("help", "--version")]
    public async Task Version_WhenAsked_ThenIsOneLine(params string[] arguments)
    {
        var run = await TheCommand.RunAsync(arguments);
        Assert.Equal(0, run.Status);
        Assert.Matches(@"^soquete \d+\.\d+\.\d+ \([A-Za-z ]+, net\d+\.0\)\n$", run.Output);
    }

    [Fact]
    public async Task Version_WhenVerbose_ThenTellsTheSurroundings()
    {
        var run = await TheCommand.RunAsync("-vV");
        Assert.All(["runtime:", "engine:", "kernel:", "commit:"], fact => Assert.Contains("\n" + fact, run.Output));
    }

    [Fact]
    public async Task Version_WhenJson_ThenIsOneObject()
    {
        using var read = JsonDocument.Parse((await TheCommand.RunAsync("--version", "--json", "-v")).Output);
        Assert.All(["version", "build", "runtime", "kernel", "commit"], name =>
            Assert.True(read.RootElement.TryGetProperty(name, out _), name));
    }
}
