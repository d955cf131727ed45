using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Planning;
using Soquete.Streams;

namespace Soquete.Cli.Verbs;

/// <summary><c>explain ADDRESS</c>: what an address means, and the calls it would make, without making them.</summary>
internal sealed class ExplainVerb : Verb
{
    private static readonly OptionDefinition Listen =
        new("listen", "Explain it as 'listen' would use it, not as 'connect' would");

    public override VerbDefinition Definition { get; } =
        new("explain", "Tell what an address means, and which calls it would make")
    {
        Description =
        [
            "Nothing is opened and nothing is sent; only names are looked up. The calls are in the notation of " +
            "strace; FD stands for the descriptor that the first of them would give.",
        ],
        Arguments = [new("ADDRESS", "The address") { Candidates = Candidates.Address }],
        Options = [Listen],
        Examples =
        [
            new("soquete explain tcp:localhost:5000,nodelay=off,dscp=ef", "What connecting would do"),
            new("soquete explain unix:/run/app.sock,mode=660 --listen", "What listening would do"),
        ],
        Statuses = [ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.NameNotFound],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var address = invocation.Typed.Address(Definition, 0);
        var explanation = await AddressExplanation.ForAsync(
            address, RoleOf(address, invocation.Typed), invocation.Interruption.Stopping);
        StandardStream.Output.Write(
            invocation.Settings.Json ? AsJson(explanation) : AsText(explanation, invocation.Settings.Colour));
        return ExitStatus.Done;
    }

    private static AddressRole RoleOf(Address address, TypedArguments typed) =>
        typed.Has(Listen) ? AddressRole.Listen : (address as SocketEndAddress)?.Role ?? AddressRole.Connect;

    private static string AsText(AddressExplanation explanation, bool? colour)
    {
        var palette = new Palette(TerminalText.IsColoured(StandardDescriptor.Output, colour));
        var lines = new List<string> { palette.Heading(explanation.Address.ToString()) };
        lines.AddRange(explanation.Meaning.Select(meaning => "  " + meaning));
        if (explanation.Options.Count > 0)
        {
            lines.Add(palette.Heading("options"));
            lines.AddRange(explanation.Options.Select(option => $"  {palette.Name(TextOf(option))}: {option.Summary}"));
        }

        lines.Add(palette.Heading("calls"));
        lines.AddRange(explanation.Calls.Select(call => "  " + call));
        return string.Join('\n', lines) + "\n";
    }

    private static string AsJson(AddressExplanation explanation) => JsonLine.Of(
        ("address", explanation.Address.ToString()),
        ("role", explanation.Role == AddressRole.Listen ? "listen" : "connect"),
        ("meaning", explanation.Meaning),
        ("options", explanation.Options.Select(TextOf)),
        ("calls", explanation.Calls)) + "\n";

    private static string TextOf(ExplainedOption option) =>
        option.Value.Length == 0 ? option.Name : $"{option.Name}={option.Value}";
}
