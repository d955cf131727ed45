using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Completions;

/// <summary>The script loaded in fish and asked with <c>complete -C</c>.</summary>
public class FishCompletionTests
{
    [Theory]
    [InlineData("soquete ", "connect", "listen", "relay", "help", "man")]
    [InlineData("soquete lis", "listen")]
    [InlineData("soquete --js", "--json")]
    [InlineData("soquete listen --gr", "--grace")]
    [InlineData("soquete --color=al", "--color=always")]
    [InlineData("soquete completions ", "bash", "zsh", "fish")]
    [InlineData("soquete serve ec", "echo")]
    [InlineData("soquete serve echo unix-s", "unix-seqpacket:")]
    [InlineData("soquete help add", "addresses")]
    [InlineData("soquete connect ", "tcp:", "tcp4:", "unix:", "stdio")]
    [InlineData("soquete relay tcp:1 unix:@x,idle", "unix:@x,idle-timeout=")]
    [InlineData("soquete connect tcp:localhost:80,nodelay,keepalive-c", "tcp:localhost:80,nodelay,keepalive-count=")]
    [InlineData("soquete connect exec:seq", "exec:seq")]
    public async Task Candidates_WhenAsked_ThenAreOffered(string line, params string[] expected)
    {
        var run = await AskAsync(line);
        Assert.Equal("", run.Error);
        Assert.Subset(
            run.Output.Split('\n').Select(candidate => candidate.Split('\t')[0]).ToHashSet(), expected.ToHashSet());
    }

    [Fact]
    public async Task Options_WhenOfAnotherVerb_ThenAreNotOffered() =>
        Assert.DoesNotContain("--keep", (await AskAsync("soquete connect --k")).Output);

    [Fact]
    public async Task Paths_WhenAskedAfterUnix_ThenAreOffered()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["socket"], "");
        Assert.Equal($"unix:{folder["socket"]}", (await AskAsync($"soquete connect unix:{folder["soc"]}")).Output.Split(
            '\t', '\n')[0]);
    }

    private static Task<Run> AskAsync(string line) =>
        TheCommand.ScriptAsync(
            "fish --no-config -c '\"$SOQUETE\" completions fish | source; complete -C $LINE'", ("LINE", line));
}
