using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Tour;

/// <summary>The processes are real, and gone when the tour is.</summary>
public partial class TourProcessTests
{
    private const string Busy = "relay";
    private const int BusyProcesses = 3;

    [Fact]
    public async Task Pids_WhenStraceWatches_ThenAreThoseOfTheProcesses()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            "strace -f -qq -e trace=execve -e signal=none -s 4096 -o $FILE $SOQUETE tour --json tcp relay",
            ("FILE", folder["strace"]));
        var started =
            from line in File.ReadLines(folder["strace"])
            let match = PartStarted().Match(line)
            where match.Success
            select (match.Groups["part"].Value, int.Parse(match.Groups["pid"].Value));
        var told = RecordedTour.Read(run).Calls.Select(call => ($"{call.Text("stop")}:{call.Process}", call.ProcessId));
        Assert.Equal(started.Order(), told.Distinct().Order());
        Assert.Equal(5, started.Count());
    }

    [Theory]
    [InlineData("unix")]
    [InlineData("abstract")]
    [InlineData("seqpacket")]
    public async Task Peers_WhenTheKernelTellsThem_ThenAreTheOtherColumn(string stop)
    {
        var tour = await RecordedTour.MakeGoodAsync(stop);
        Assert.Equal("ok", tour.OutcomeOf(stop));
        var pids = tour.Calls.Select(call => (call.Process, call.ProcessId)).Distinct().ToDictionary();
        Assert.StartsWith($"pid {pids["client"]} uid ", Fact(tour, "server", "peer"));
        Assert.StartsWith($"pid {pids["server"]} uid ", Fact(tour, "client", "peer"));
    }

    [Fact]
    public async Task Processes_WhenTheTourIsInterrupted_ThenEndAndLeaveNothing()
    {
        using var folder = new TemporaryFolder();
        await using var tour = Child.Script("exec $SOQUETE tour " + Busy, ("TMPDIR", folder.Path));
        var parts = await PartsAsync(tour);
        tour.Signal("INT");
        var run = await tour.EndAsync();
        Assert.True(run.Status == (int)ExitStatus.Interrupted, run.ToString());
        await GoneAsync(parts);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path, "soquete-*"));
    }

    /// <summary>What a terminal does on Ctrl-C: every process of the group gets the signal.</summary>
    [Fact]
    public async Task Group_WhenInterrupted_ThenTheTourEndsAndNothingIsCalledAFailure()
    {
        using var folder = new TemporaryFolder();
        await using var tour = Child.Script("exec setsid $SOQUETE tour " + Busy, ("TMPDIR", folder.Path));
        var parts = await PartsAsync(tour);
        await using var kill = Child.Program("kill", "-INT", "--", $"-{tour.Id}");
        Assert.Equal(0, (await kill.EndAsync()).Status);
        var run = await tour.EndAsync();
        Assert.True(run.Status == (int)ExitStatus.Interrupted, run.ToString());
        Assert.Equal(("", ""), (run.Output, run.Error));
        await GoneAsync(parts);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path, "soquete-*"));
    }

    [Fact]
    public async Task Processes_WhenTheTourIsKilled_ThenEnd()
    {
        using var folder = new TemporaryFolder();
        await using var tour = Child.Script("exec $SOQUETE tour " + Busy, ("TMPDIR", folder.Path));
        var parts = await PartsAsync(tour);
        tour.Signal("KILL");
        await tour.EndAsync();
        await GoneAsync(parts);
    }

    [Fact]
    public async Task Tour_WhenItIsOver_ThenLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync("$SOQUETE tour --quiet", ("TMPDIR", folder.Path));
        Assert.True(run.Status == 0, run.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path, "soquete-*"));
    }

    private static string Fact(RecordedTour tour, string process, string name) => tour.Events
        .Single(entry => entry.Kind == "fact" && entry.Process == process && entry.Text("name") == name).Text("value");

    /// <summary>The children of the tour, once all of them have been started.</summary>
    private static async Task<IReadOnlyList<int>> PartsAsync(Child tour)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (true)
        {
            var parts = ProcessTable.ChildrenOf(tour.Id);
            if (parts.Count == BusyProcesses)
            {
                return parts;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), limit.Token);
        }
    }

    private static async Task GoneAsync(IReadOnlyList<int> processes)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (processes.Any(ProcessTable.IsRunning))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), limit.Token);
        }
    }

    [GeneratedRegex("""^(?<pid>\d+) +execve\(.*"part:(?<part>[a-z0-9:-]+)".* = 0$""")]
    private static partial Regex PartStarted();
}
