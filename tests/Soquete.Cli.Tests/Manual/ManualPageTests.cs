using Soquete.Addresses;
using Soquete.Cli.Tests.Support;
using Soquete.Cli.Verbs;

namespace Soquete.Cli.Tests.Manual;

public class ManualPageTests
{
    [Fact]
    public async Task Page_WhenRendered_ThenGroffWarnsOfNothing()
    {
        var run = await TheCommand.ScriptAsync("\"$SOQUETE\" man | MANWIDTH=100 man --warnings -l - | cat");
        Assert.Equal(0, run.Status);
        Assert.Equal("", run.Error);
        Assert.Contains("SOQUETE(1)", run.Output);
    }

    [Fact]
    public async Task Page_WhenRendered_ThenEveryVerbOptionAndSchemeIsThere()
    {
        var run = await TheCommand.ScriptAsync("\"$SOQUETE\" man | groff -man -Tascii -P-c -P-b -P-u -rLL=400n");
        Assert.All(VerbList.Definitions, verb =>
        {
            Assert.Contains(verb.Usage, run.Output);
            Assert.All(verb.AllOptions, option => Assert.Contains(option.Usage, run.Output));
            Assert.All(verb.Examples, example => Assert.Contains("$ " + example.CommandLine, run.Output));
        });
        Assert.All(AddressScheme.All, scheme => Assert.Contains(scheme.Syntax, run.Output));
        Assert.All(Enum.GetValues<ExitStatus>(), status => Assert.Contains(ExitStatusMeaning.Of(status), run.Output));
    }

    [Fact]
    public async Task Page_WhenSearchedByWhatis_ThenItsNameLineIsFound()
    {
        var run = await TheCommand.ScriptAsync(
            "\"$SOQUETE\" man > $FOLDER/soquete.1 && lexgrog $FOLDER/soquete.1", ("FOLDER", Path.GetTempPath()));
        Assert.Contains("soquete - make processes find each other by one string, and talk", run.Output);
    }
}
