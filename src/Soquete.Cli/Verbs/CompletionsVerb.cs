using Soquete.Cli.Arguments;
using Soquete.Cli.Completions;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs;

/// <summary><c>completions SHELL</c>: a script that teaches a shell the command.</summary>
internal sealed class CompletionsVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("completions", "Print the completion script for a shell")
    {
        Description =
        [
            "The script completes verbs, options, schemes, and, after a scheme and a comma, the options of that " +
            "scheme; paths after unix: and file:. It is static: completing never runs the command.",
        ],
        Arguments =
        [
            new("SHELL", "Which shell: bash, zsh or fish")
            {
                Candidates = Candidates.Choice, Choices = ["bash", "zsh", "fish"],
            },
        ],
        Examples =
        [
            new("eval \"$(soquete completions bash)\"",
                "Completion in this shell; the same line in ~/.bashrc keeps it"),
            new("soquete completions zsh > ~/.zfunc/_soquete", "For zsh, into a folder that is in $fpath"),
            new("soquete completions fish > ~/.config/fish/completions/soquete.fish", "For fish"),
        ],
    };

    public override Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var shell = invocation.Typed.RequiredChoice(Definition, 0);
        var model = new CompletionModel(VerbList.Definitions);
        StandardStream.Output.Write(shell switch
        {
            "bash" => BashCompletion.Script(model),
            "zsh" => ZshCompletion.Script(model),
            _ => FishCompletion.Script(model),
        });
        return Task.FromResult(ExitStatus.Done);
    }
}
