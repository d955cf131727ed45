using Soquete.Cli.Arguments;
using Soquete.Cli.Help;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs;

/// <summary><c>help [TOPIC]</c>: the page of the command, of a verb, or of the address grammar.</summary>
internal sealed class HelpVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("help", "Print help about a verb, or about addresses")
    {
        Arguments =
        [
            new("TOPIC", $"A verb, or '{HelpText.AddressesTopic}'")
            {
                IsOptional = true, Candidates = Candidates.HelpTopic,
            },
        ],
        Examples =
        [
            new("soquete help addresses", "Every scheme, and every option an address of it can have"),
            new("soquete help listen", "What 'soquete listen --help' prints"),
        ],
    };

    public override Task<ExitStatus> RunAsync(Invocation invocation)
    {
        StandardStream.Output.Write(PageOf(invocation.Typed.Optional(0), invocation.Settings.Colour));
        return Task.FromResult(ExitStatus.Done);
    }

    private static string PageOf(string? topic, bool? colour) => topic switch
    {
        null => HelpText.Of(null, colour),
        HelpText.AddressesTopic => HelpText.OfAddresses(colour),
        _ => HelpText.Of(ArgumentReader.FindVerb(VerbList.Definitions, topic), colour),
    };
}
