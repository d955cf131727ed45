using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs;
using Soquete.Streams;

namespace Soquete.Cli.Help;

/// <summary>The help pages, made from the definitions.</summary>
internal static class HelpText
{
    /// <summary>The topic that is no verb: how addresses are written.</summary>
    public const string AddressesTopic = "addresses";

    /// <summary>The page of a verb, or of the whole command where there is none.</summary>
    public static string Of(VerbDefinition? verb, bool? colour)
    {
        var page = NewPage(colour);
        if (verb is null)
        {
            DescribeCommand(page);
        }
        else
        {
            DescribeVerb(page, verb);
        }

        return page.ToString();
    }

    /// <summary>Every scheme with its options.</summary>
    public static string OfAddresses(bool? colour)
    {
        var page = NewPage(colour);
        page.Paragraph(CommandText.Grammar);
        foreach (var paragraph in CommandText.Addresses)
        {
            page.Paragraph(paragraph);
        }

        foreach (var scheme in AddressScheme.All)
        {
            page.Heading(scheme.Syntax);
            page.Rows(("", scheme.Summary));
            page.Rows(scheme.Options.Select(option => (OptionUsage(option), option.Summary)));
        }

        return page.ToString();
    }

    /// <summary>An option of an address as it is written: <c>nodelay</c>, <c>backlog=NUMBER</c>.</summary>
    public static string OptionUsage(AddressOption option) =>
        option.ValueSyntax.Length == 0 ? option.Name : $"{option.Name}={option.ValueSyntax}";

    private static TextPage NewPage(bool? colour) =>
        new(TerminalText.Width, new Palette(TerminalText.IsColoured(StandardDescriptor.Output, colour)));

    private static void DescribeCommand(TextPage page)
    {
        page.Paragraph($"{CommandName.Value}: {CommandText.Summary}");
        page.Usage($"{CommandName.Value} VERB [ARGUMENT]... [OPTION]...");
        page.Heading("Verbs:");
        page.Rows(VerbList.Definitions.Select(verb => (VerbUsage(verb), verb.Summary)));
        page.Heading("Options of every verb:");
        page.Rows(GlobalOptions.All.Select(option => (option.Usage, option.FullSummary)));
        page.Heading($"Addresses: {CommandText.Grammar}");
        page.Rows(AddressScheme.All.Select(scheme => (scheme.Syntax, scheme.Summary)));
        page.Heading("Examples:");
        Examples(page, VerbList.Definitions.SelectMany(verb => verb.Examples.Take(1)));
        page.Paragraph(
            $"'{CommandName.Value} help VERB' says more about a verb, '{CommandName.Value} help {AddressesTopic}' " +
            $"about addresses and their options; '{CommandName.Value} man' prints the manual.");
    }

    private static void DescribeVerb(TextPage page, VerbDefinition verb)
    {
        page.Usage(verb.Usage);
        page.Paragraph(verb.Summary + ".");
        foreach (var paragraph in verb.Description)
        {
            page.Paragraph(paragraph);
        }

        if (verb.Arguments.Count > 0)
        {
            page.Heading("Arguments:");
            page.Rows(verb.Arguments.Select(argument => (argument.Name, argument.Summary)));
        }

        if (verb.Options.Count > 0)
        {
            page.Heading("Options:");
            page.Rows(verb.Options.Select(option => (option.Usage, option.FullSummary)));
        }

        page.Heading("Options of every verb:");
        page.Rows(GlobalOptions.All.Select(option => (option.Usage, option.FullSummary)));
        page.Heading("Examples:");
        Examples(page, verb.Examples);
        page.Heading("Exit status:");
        page.Rows(verb.Statuses.Select(status => (((int)status).ToString(), ExitStatusMeaning.Of(status))));
    }

    private static string VerbUsage(VerbDefinition verb) =>
        string.Join(' ', verb.Arguments.Select(argument => argument.Usage).Prepend(verb.Name));

    private static void Examples(TextPage page, IEnumerable<Example> examples)
    {
        foreach (var example in examples)
        {
            page.Example(example.CommandLine, example.Meaning);
        }
    }
}
