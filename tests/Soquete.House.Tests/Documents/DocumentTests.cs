using System.Text.RegularExpressions;
using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Documents;

public partial class DocumentTests
{
    private static readonly string[] Indexes = ["README.md", "docs/README.md"];

    [Fact]
    public void Pages_WhenUnderDocs_ThenAreLinkedFromAnIndex()
    {
        var linked = Indexes.Where(path => File.Exists(Repository.Full(path)))
            .SelectMany(path => Markdown.Read(path).Links).Concat(Indexes).ToHashSet();
        var pages = Repository.Files("*", "docs");
        Rule.Holds("Every file of docs/ is linked", pages.Where(path => !linked.Contains(path)));
    }

    [Fact]
    public void Links_WhenToFilesOfTheCheckout_ThenLeadSomewhere() => Rule.Holds(
        "A link leads somewhere",
        from page in Markdown.All()
        from target in page.Links
        where !Path.Exists(Repository.Full(target))
        select $"{page.Path}: {target}");

    [Fact]
    public void Scripts_WhenShownInAPage_ThenExist() => Rule.Holds(
        "A page shows scripts that exist",
        from page in Markdown.All()
        from line in page.CommandLines
        from Match script in Script().Matches(line)
        where !File.Exists(Repository.Full(script.Groups["path"].Value))
        select $"{page.Path}: {script.Value}");

    [Fact]
    public async Task Verbs_WhenShownInAPage_ThenTheCommandHasThem()
    {
        var help = (await Finished.Run(CommandPath(), Repository.Root, "", "--help")).Succeeded().Output;
        Rule.Holds(
            "A page shows verbs that the command has",
            from page in Markdown.All()
            from line in page.CommandLines
            from Match verb in Verb().Matches(line)
            where !Regex.IsMatch(help, $@"^\s+{verb.Groups["verb"].Value}\b", RegexOptions.Multiline)
            select $"{page.Path}: {verb.Value}");
    }

    [Fact]
    public void Markdown_WhenRead_ThenLinksAndCommandsAreSeen()
    {
        const string Text = """
            [b](b.md#part) [w](https://example.org)
            ```console
            $ ./soquete relay a b
            what it writes
            $ ./soquete rely
            soquete: unknown verb
            ```
            ```sh
            ./test
            ```
            """;
        var page = Markdown.Parse("docs/a.md", Text);
        Assert.Equal(["docs/b.md"], page.Links);
        Assert.Equal(["./soquete relay a b", "./test"], page.CommandLines);
        Assert.Equal("relay", Verb().Match("./soquete relay a b").Groups["verb"].Value);
        Assert.DoesNotMatch(Verb(), "./soquete --help");
        Assert.Equal("soquete", Script().Match("x | ./soquete y").Groups["path"].Value);
    }

    private static string CommandPath() =>
        Environment.GetEnvironmentVariable("SOQUETE_COMMAND") ?? Repository.Full("soquete");

    [GeneratedRegex(@"(?<=^|\s)\./(?<path>[\w./-]+)")]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<=^|[|&;]\s*)(\./)?soquete (?<verb>[a-z][a-z-]*)")]
    private static partial Regex Verb();
}
