using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Help;

namespace Soquete.Cli.Manual;

/// <summary>The manual page soquete(1), made from the definitions.</summary>
internal static class ManualPage
{
    public static string Of(IReadOnlyList<VerbDefinition> verbs)
    {
        var page = new RoffWriter();
        page.Title(CommandName.Value, 1, $"{CommandName.Value} {BuildFacts.Version}", "User Commands");
        WriteOpening(page, verbs);
        WriteVerbs(page, verbs);
        WriteGlobalOptions(page);
        WriteAddresses(page);
        WriteSurroundings(page);
        return page.ToString();
    }

    private static void WriteOpening(RoffWriter page, IReadOnlyList<VerbDefinition> verbs)
    {
        page.Section("NAME");
        page.Text($"{CommandName.Value} - {CommandText.Summary}");
        page.Section("SYNOPSIS");
        page.Text($"{CommandName.Value} VERB [ARGUMENT]... [OPTION]...");
        foreach (var verb in verbs)
        {
            page.Paragraph(verb.Usage);
        }

        page.Section("DESCRIPTION");
        foreach (var paragraph in CommandText.Description)
        {
            page.Paragraph(paragraph);
        }
    }

    private static void WriteVerbs(RoffWriter page, IReadOnlyList<VerbDefinition> verbs)
    {
        page.Section("VERBS");
        foreach (var verb in verbs)
        {
            page.Subsection(verb.Usage);
            page.Text(verb.Summary + ".");
            foreach (var paragraph in verb.Description)
            {
                page.Paragraph(paragraph);
            }

            foreach (var argument in verb.Arguments)
            {
                page.Definition(argument.Name, argument.Summary + ".");
            }

            WriteOptions(page, verb.Options);
            foreach (var example in verb.Examples)
            {
                page.Paragraph(example.Meaning + ":");
                page.CommandLine(example.CommandLine);
            }

            page.Paragraph($"Exit status: {string.Join(", ", verb.Statuses.Select(status => (int)status))}.");
        }
    }

    private static void WriteGlobalOptions(RoffWriter page)
    {
        page.Section("OPTIONS OF EVERY VERB");
        WriteOptions(page, GlobalOptions.All);
    }

    private static void WriteOptions(RoffWriter page, IEnumerable<OptionDefinition> options)
    {
        foreach (var option in options)
        {
            page.Definition(option.Usage, option.FullSummary + ".");
        }
    }

    private static void WriteAddresses(RoffWriter page)
    {
        page.Section("ADDRESSES");
        page.Text(CommandText.Grammar);
        foreach (var paragraph in CommandText.Addresses)
        {
            page.Paragraph(paragraph);
        }

        foreach (var scheme in AddressScheme.All)
        {
            page.Subsection(scheme.Syntax);
            page.Text(scheme.Summary + ".");
            foreach (var option in scheme.Options)
            {
                page.Definition(HelpText.OptionUsage(option), option.Summary + ".");
            }
        }
    }

    private static void WriteSurroundings(RoffWriter page)
    {
        page.Section("EXIT STATUS");
        foreach (var status in Enum.GetValues<ExitStatus>())
        {
            page.Definition(((int)status).ToString(), ExitStatusMeaning.Of(status) + ".");
        }

        page.Section("ENVIRONMENT");
        foreach (var (name, meaning) in CommandText.Environment)
        {
            page.Definition(name, meaning);
        }

        page.Section("SIGNALS");
        page.Text(CommandText.Signals);
        page.Section("SEE ALSO");
        page.Text("socat(1), ncat(1), nc(1), ss(8), socket(7), tcp(7), unix(7), vsock(7)");
    }
}
