using Soquete.Cli.Arguments;
using Soquete.Cli.Manual;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs;

/// <summary><c>man</c>: the manual page, made from the same definitions as help.</summary>
internal sealed class ManVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("man", "Print the manual page, in roff")
    {
        Examples =
        [
            new("soquete man | man -l -", "Read the manual page"),
            new("soquete man > ~/.local/share/man/man1/soquete.1", "Keep it where man(1) finds it"),
        ],
    };

    public override Task<ExitStatus> RunAsync(Invocation invocation)
    {
        StandardStream.Output.Write(ManualPage.Of(VerbList.Definitions));
        return Task.FromResult(ExitStatus.Done);
    }
}
