using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Terminal;

public class StandardStreamTests
{
    [Fact]
    public async Task Output_WhenSharedWithOthersInAFile_ThenNothingIsOverwritten()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            "{ echo before; \"$SOQUETE\" --version; echo between; \"$SOQUETE\" zzz 2>&1; echo after; } > $FILE", (
                "FILE", folder["out"]));
        var lines = await File.ReadAllLinesAsync(folder["out"]);
        Assert.Equal(0, run.Status);
        Assert.Equal(["before", "between", "after"], [lines[0], lines[2], lines[4]]);
        Assert.StartsWith("soquete 0", lines[1]);
        Assert.StartsWith("soquete: unknown verb", lines[3]);
    }

    [Fact]
    public async Task Output_WhenClosed_ThenOneLineAndStatus1()
    {
        var run = await TheCommand.ScriptAsync("\"$SOQUETE\" --version >&-");
        Assert.Equal(1, run.Status);
        Assert.Equal("soquete: standard output is closed", run.ErrorLine);
    }

    [Fact]
    public async Task Output_WhenFull_ThenOneLineAndStatus1()
    {
        var run = await TheCommand.ScriptAsync("\"$SOQUETE\" help > /dev/full");
        Assert.Equal(1, run.Status);
        Assert.Equal("soquete: standard output: No space left on device (write: ENOSPC)", run.ErrorLine);
    }

    [Fact]
    public async Task Output_WhenItsReaderIsGone_ThenIsQuiet()
    {
        using var folder = new TemporaryFolder();
        // The FIFO's only reader has gone before the command is let go on.
        var run = await TheCommand.ScriptAsync(
            "mkfifo $FIFO; exec 3<>$FIFO; exec 4>$FIFO; exec 3>&-; \"$SOQUETE\" help >&4", ("FIFO", folder["fifo"]));
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Status);
    }

    [Fact]
    public async Task Error_WhenClosed_ThenTheStatusStillSays()
    {
        var run = await TheCommand.ScriptAsync("\"$SOQUETE\" zzz 2>&-");
        Assert.Equal(2, run.Status);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task Error_WhenFull_ThenTheStatusStillSays() =>
        Assert.Equal(2, (await TheCommand.ScriptAsync("\"$SOQUETE\" zzz 2>/dev/full")).Status);
}
