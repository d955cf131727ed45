using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Completions;

/// <summary>The script loaded in an interactive zsh, on a terminal, where Tab lists the candidates.</summary>
public class ZshCompletionTests
{
    // The inner shell shows its candidates between two marks; the list is what zle prints in between.
    private const string Ask = """
        emulate -R zsh
        zmodload zsh/zpty
        zpty inner zsh -f -i
        receive() { zpty -r inner REPLY "*$1*" || exit 3 }
        zpty -w inner "PS1=''; stty cols 400; unsetopt zle_bracketed_paste 2>/dev/null; unset zle_bracketed_paste"
        zpty -w inner "autoload -Uz compinit; compinit -D -u; eval \"\$($SOQUETE completions zsh)\""
        zpty -w inner "zstyle ':completion:*' list-separator '--'; zstyle ':completion:*:default' list-prompt ''; LISTMAX=0"
        zpty -w inner "list-them() { local -a found; compadd() { builtin compadd -A found -D _none \"\$@\" 2>/dev/null; builtin compadd -O found \"\$@\"; (( \$#found )) && print -rl -- \$found > \$FOUND.part && cat \$FOUND.part >> \$FOUND; builtin compadd \"\$@\" }; _main_complete; unfunction compadd; print done >> \$FOUND }"
        zpty -w inner "zle -C list-them complete-word list-them; bindkey '^I' list-them; print rea''dy"
        receive ready
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
        await File.WriteAllTextAsync(folder["ask"], "zmodload zsh/zselect\n" + Ask);
        var run = await TheCommand.ScriptAsync("zsh -f $ASK", ("ASK", folder["ask"]), ("FOUND", folder["found"]), ("LINE", line));
        Assert.True(run.Status == 0, run.ToString());
        Assert.Subset(run.Output.Split('\n').ToHashSet(), expected.ToHashSet());
    }
}
