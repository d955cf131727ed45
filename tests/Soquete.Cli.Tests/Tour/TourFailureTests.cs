using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Tour;

public class TourFailureTests
{
    [Fact]
    public async Task Stop_WhenItsFolderCannotBeMade_ThenFailsAndTheOthersDoNot()
    {
        var run = await TheCommand.ScriptAsync("TMPDIR=/nonexistent $SOQUETE tour --json --quiet unix tcp");
        var tour = RecordedTour.Read(run with { Error = "" });
        Assert.Equal((int)ExitStatus.Failed, run.Status);
        Assert.StartsWith("failed: no folder can be made in /nonexistent", tour.OutcomeOf("unix"));
        Assert.Equal("ok", tour.OutcomeOf("tcp"));
        Assert.Equal("""{"event":"failed","status":1,"message":"tour: 1 of 2 failed: unix"}""", run.ErrorLine);
    }

    [Fact]
    public async Task Stop_WhenItFails_ThenOneLineSaysSo()
    {
        var run = await TheCommand.ScriptAsync("TMPDIR=/nonexistent $SOQUETE tour unix");
        Assert.Equal((int)ExitStatus.Failed, run.Status);
        Assert.Equal("soquete: tour: 1 of 1 failed: unix", run.ErrorLine);
        Assert.Contains("\nunix: failed: no folder can be made in /nonexistent", "\n" + run.Output);
        Assert.EndsWith("\n0 ok, 0 skipped, 1 failed\n", run.Output);
    }

    [Fact]
    public async Task Stop_WhenItTakesTooLong_ThenFailsWithWhatWasSeen()
    {
        // The server of this stop answers later than that.
        var tour = await RecordedTour.MakeAsync("relay", "--timeout", "100ms");
        Assert.Equal((int)ExitStatus.Failed, tour.Run.Status);
        Assert.Equal("failed: not finished within 100ms", tour.OutcomeOf("relay"));
    }

    [Fact]
    public async Task Path_WhenTooLongForASocket_ThenTheLimitIsSaid()
    {
        using var folder = new TemporaryFolder();
        var longFolder = Directory.CreateDirectory(folder[new string('x', 100)]).FullName;
        var run = await TheCommand.ScriptAsync("$SOQUETE tour unix --quiet", ("TMPDIR", longFolder));
        Assert.Equal((int)ExitStatus.Failed, run.Status);
        Assert.Contains("at most 107 bytes", run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(longFolder, "soquete-*"));
    }

    [Theory]
    [InlineData("rellay", "tour: unknown stop 'rellay'; did you mean 'relay'?")]
    [InlineData("xyzzy", "tour: unknown stop 'xyzzy'; 'soquete tour --list' lists what there is")]
    public async Task Name_WhenUnknown_ThenTheNearestIsSuggested(string name, string expected) =>
        Assert.Equal(expected, await TheCommand.FailAsync(ExitStatus.WrongUsage, "tour", "tcp", name));

    [Theory]
    [InlineData("part:nowhere:server")]
    [InlineData("part:tcp:nobody")]
    [InlineData("part:tcp")]
    public async Task Part_WhenUnknown_ThenIsWrongUsage(string part) =>
        Assert.StartsWith("tour: unknown ", await TheCommand.FailAsync(ExitStatus.WrongUsage, "tour", part));

    [Fact]
    public async Task Part_WhenItsInputHasEnded_ThenEnds()
    {
        var run = await TheCommand.RunAsync("tour", "part:tcp:server");
        Assert.Equal((int)ExitStatus.Failed, run.Status);
        var end = Assert.Single(RecordedTour.Read(run).Events);
        Assert.Equal("the server was stopped", end.Text("reason"));
    }

    [Fact]
    public async Task Part_WhenItIsOrderedNonsense_ThenSaysSo()
    {
        await using var part = Child.Command("tour", "part:tcp:server");
        await part.Input.WriteAsync("dance tcp:1\n"u8.ToArray());
        await part.Input.FlushAsync();
        var run = await part.EndAsync();
        Assert.Equal("the server: no order: dance tcp:1", Assert.Single(RecordedTour.Read(run).Events).Text("reason"));
    }
}
