using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Completions;

/// <summary>
/// The script loaded in an interactive zsh, on a terminal of its own, where Tab is pressed. Every candidate passes
/// through compadd, which writes down what matched.
/// </summary>
public class ZshCompletionTests
{
    private const string Inner = """
        autoload -Uz compinit; compinit -D -u
        eval "$("$SOQUETE" completions zsh)"
        list-them() {
            local -a found
            compadd() {
                builtin compadd -O found "$@"
                (( $#found )) && print -rl -- $found >> $FOUND
                builtin compadd "$@"
            }
            _main_complete
            unfunction compadd
            print done >> $FOUND
        }
        zle -C list-them complete-word list-them
        bindkey '^I' list-them
        """;

    private const string Ask = """
        zmodload zsh/zpty zsh/zselect
        zpty inner zsh -f -i
        zpty -w inner "PS1=''; stty cols 400; source $INNER; print rea''dy"
        zpty -r inner REPLY '*ready*' || exit 3
        zpty -n -w inner "$LINE"$'\t'
        while ! grep -q '^done$' $FOUND 2>/dev/null; do zpty -r -t inner REPLY || zselect -t 2; done
        zpty -d inner
        cat $FOUND
        """;

    [Theory]
    [InlineData("soquete ", "connect", "listen", "relay", "help", "man")]
    [InlineData("soquete lis", "listen")]
    [InlineData("soquete listen --gr", "--grace")]
    [InlineData("soquete completions ", "bash", "zsh", "fish")]
    [InlineData("soquete help add", "addresses")]
    [InlineData("soquete connect ", "tcp:", "tcp4:", "unix:", "stdio")]
    [InlineData("soquete relay tcp:1 unix:@x,idle", "idle-timeout=")]
    [InlineData("soquete connect tcp:localhost:80,nodelay,keepalive-c", "keepalive-count=")]
    public async Task Candidates_WhenAsked_ThenAreOffered(string line, params string[] expected)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["inner"], Inner);
        await File.WriteAllTextAsync(folder["ask"], Ask);
        var run = await TheCommand.ScriptAsync(
            "zsh -f $ASK", ("ASK", folder["ask"]), ("INNER", folder["inner"]), ("FOUND", folder["found"]), (
                "LINE", line));
        Assert.True(run.Status == 0, run.ToString());
        Assert.Subset(run.Output.Split('\n').ToHashSet(), expected.ToHashSet());
    }
}
