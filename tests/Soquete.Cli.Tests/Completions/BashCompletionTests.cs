using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Completions;

/// <summary>The script loaded in bash and asked as readline asks it.</summary>
public class BashCompletionTests
{
    private const string Ask = """
        eval "$("$SOQUETE" completions bash)"
        compopt() { :; } # it works inside a completion that readline began, and nowhere else
        COMP_LINE=$LINE COMP_POINT=${#LINE}
        _soquete
        printf '%s|\n' "${COMPREPLY[@]}"
        """;

    [Theory]
    [InlineData("soquete ", "connect |", "listen |", "relay |", "help |", "man |")]
    [InlineData("soquete lis", "listen |")]
    [InlineData("soquete --js", "--json |")]
    [InlineData("soquete listen --gr", "--grace |")]
    [InlineData("soquete --color=al", "always |")]
    [InlineData("soquete listen --color ", "auto |", "always |", "never |")]
    [InlineData("soquete completions ", "bash |", "zsh |", "fish |")]
    [InlineData("soquete serve e", "echo |")]
    [InlineData("soquete serve --json ", "echo |", "time |")]
    [InlineData("soquete serve echo unix-s", "unix-seqpacket:|")]
    [InlineData("soquete relay --engine ", "auto |", "io_uring |", "portable |")]
    [InlineData("soquete help add", "addresses |")]
    [InlineData("soquete connect ", "tcp:|", "tcp4:|", "unix:|", "stdio|")]
    [InlineData("soquete connect un", "unix:|")]
    [InlineData("soquete connect vs", "vsock:|")]
    [InlineData("soquete connect vsock:host:80,conn", "80,connect-timeout=|")]
    [InlineData("soquete relay tcp:1 unix:@x,idle", "x,idle-timeout=|")]
    [InlineData("soquete connect tcp:localhost:80,nodelay,keepalive-c", "80,nodelay,keepalive-count=|")]
    [InlineData("soquete connect exec:seq", "seq|")]
    [InlineData("soquete listen --exec seq", "seq |")]
    public async Task Candidates_WhenAsked_ThenAreOffered(string line, params string[] expected)
    {
        var run = await TheCommand.ScriptAsync(Ask, ("LINE", line));
        Assert.Equal("", run.Error);
        Assert.Subset(run.Output.Split('\n').ToHashSet(), expected.ToHashSet());
    }

    [Theory]
    [InlineData("soquete connect tcp:localhost:8")]
    [InlineData("soquete listen --timeout 5")]
    [InlineData("soquete zzz")]
    public async Task Candidates_WhenThereAreNone_ThenNothingIsOffered(string line)
    {
        var run = await TheCommand.ScriptAsync(Ask, ("LINE", line));
        Assert.Equal("|\n", run.Output);
    }

    [Fact]
    public async Task Paths_WhenAskedAfterUnix_ThenFilesAndFoldersAreOffered()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["socket here"], "");
        Directory.CreateDirectory(folder["sockets"]);
        var run = await TheCommand.ScriptAsync(Ask, ("LINE", $"soquete connect unix:{folder["soc"]}"));
        Assert.Equal([$"{folder["socket here"]}|", $"{folder["sockets"]}/|"], run.Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }
}
