using Soquete.Cli.Arguments;
using Soquete.Cli.Tests.Support;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Tests.Documents;

/// <summary>docs/command.md: every example is run, and everything that is defined is described.</summary>
public class CommandDocumentTests
{
    private static readonly string Document = File.ReadAllText(FindDocument());

    public static TheoryData<int, string> Blocks
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (block, i) in ConsoleBlock.Of(Document).Select((block, i) => (block, i)))
            {
                data.Add(i, block.ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Example_WhenRun_ThenPrintsWhatTheDocumentSays(int index, string title)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["soquete"], CommandPath.Value);
        var block = ConsoleBlock.Of(Document).ElementAt(index);
        var run = await TheCommand.ScriptAsync(
            $"exec 2>&1\ncd {folder.Path}\nexport PATH={folder.Path}:$PATH\n{block.Script}");
        Assert.True(System.Text.RegularExpressions.Regex.IsMatch(
            run.Output, block.Pattern), $"{title}\n{run.Output}\nshould be\n{block.Text}");
    }

    [Fact]
    public void Document_WhenSearched_ThenHasEveryVerbOptionAndStatus()
    {
        Assert.All(VerbList.Definitions, verb => Assert.Contains($"`{verb.Name}", Document));
        Assert.All(VerbList.Definitions.SelectMany(verb => verb.Options).Concat(GlobalOptions.All), option =>
            Assert.Contains($"`{option.LongForm}{(option.TakesValue ? " " + option.ValueSyntax : "")}`", Document));
        Assert.All(Enum.GetValues<ExitStatus>(), status =>
            Assert.Contains($"\n| {(int)status} | {ExitStatusMeaning.Of(status)}", Document));
    }

    private static string FindDocument()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "docs", "command.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("docs/command.md is not above the tests");
    }
}
