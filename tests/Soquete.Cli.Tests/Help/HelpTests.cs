using Soquete.Addresses;
using Soquete.Cli.Tests.Support;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Tests.Help;

public class HelpTests
{
    public static TheoryData<string> Verbs => [.. VerbList.Definitions.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_WhenAskedInEachWay_ThenIsTheSamePage(string verb)
    {
        var page = (await TheCommand.RunAsync(verb, "--help")).Output;
        Assert.StartsWith($"Usage: soquete {verb} ", page);
        Assert.Contains("\nExamples:\n  $ ", page);
        Assert.Equal(page, (await TheCommand.RunAsync(verb, "-h")).Output);
        Assert.Equal(page, (await TheCommand.RunAsync("--help", verb)).Output);
        Assert.Equal(page, (await TheCommand.RunAsync("help", verb)).Output);
    }

    [Fact]
    public void Definitions_WhenReadByAPerson_ThenAreComplete() => Assert.All(VerbList.Definitions, verb =>
    {
        Assert.NotEmpty(verb.Examples);
        Assert.All(verb.Examples, example => Assert.Contains("soquete " + verb.Name, example.CommandLine));
        Assert.All(verb.Arguments.Select(argument => argument.Summary).Append(verb.Summary), summary =>
            Assert.Matches("^[A-Z0-9].*[^.]$", summary));
        Assert.All(verb.Options, option => Assert.Matches("^[A-Z].*[^.]$", option.Summary));
        Assert.Distinct(verb.AllOptions.Select(option => option.Name));
        Assert.Distinct(verb.AllOptions.Where(option => option.Letter is not null).Select(option => option.Letter));
        Assert.All(
            verb.AllOptions.Where(option => option.Letter is not null), option => Assert.False(option.TakesValue));
    });

    [Fact]
    public async Task Command_WhenHelped_ThenListsEveryVerbAndScheme()
    {
        var run = await TheCommand.RunAsync("--help");
        Assert.Equal(0, run.Status);
        Assert.All(VerbList.Definitions, verb => Assert.Contains(
            $"\n  {verb.Name} ", run.Output.Replace("\n  man ", "\n  man  ", StringComparison.Ordinal)));
        Assert.All(AddressScheme.All, scheme => Assert.Contains(scheme.Syntax, run.Output));
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Addresses_WhenHelped_ThenEveryOptionIsThere()
    {
        var run = await TheCommand.RunAsync("help", "addresses");
        Assert.All(AddressScheme.All.SelectMany(scheme => scheme.Options), option =>
            Assert.Contains($"\n  {option.Name}", run.Output));
    }

    [Fact]
    public async Task Command_WhenAlone_ThenHelpGoesToStandardErrorWithStatus2()
    {
        var run = await TheCommand.RunAsync();
        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains("Usage: soquete VERB", run.Error);
    }

    [Fact]
    public async Task Width_WhenColumnsSay_ThenHelpIsWrappedToIt()
    {
        var run = await TheCommand.ScriptAsync("COLUMNS=50 \"$SOQUETE\" help completions");
        Assert.All(run.Output.Split('\n').Where(line => !line.StartsWith("  $", StringComparison.Ordinal)), line =>
            Assert.True(line.Length <= 50, line));
    }

    [Theory]
    [InlineData("\"$SOQUETE\" help | cat", false)]
    [InlineData("\"$SOQUETE\" help --color=always", true)]
    [InlineData("NO_COLOR=1 \"$SOQUETE\" help --color always", true)]
    [InlineData("script -qec '\"$SOQUETE\" help' /dev/null", true)]
    [InlineData("NO_COLOR=1 script -qec '\"$SOQUETE\" help' /dev/null", false)]
    [InlineData("TERM=dumb script -qec '\"$SOQUETE\" help' /dev/null", false)]
    [InlineData("script -qec '\"$SOQUETE\" help --color=never' /dev/null", false)]
    public async Task Colour_WhenAskedForOrOnATerminal_ThenIsThere(string script, bool coloured)
    {
        var run = await TheCommand.ScriptAsync("export TERM=${TERM:-xterm}\n" + script);
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(coloured, run.Output.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Terminal_WhenHelpIsPrintedOnIt_ThenItsModesAreLeftAlone()
    {
        // DECCKM and DECKPAM are what System.Console would send.
        var run = await TheCommand.ScriptAsync(
            "TERM=xterm script -qec '\"$SOQUETE\" help; \"$SOQUETE\" zzz; true' /dev/null");
        Assert.DoesNotContain("\e[?1h", run.Output);
        Assert.DoesNotContain("\e=", run.Output);
    }
}
