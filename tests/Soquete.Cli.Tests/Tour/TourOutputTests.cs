using Soquete.Cli.Tests.Support;
using Soquete.Cli.Verbs.Tour;

namespace Soquete.Cli.Tests.Tour;

public class TourOutputTests
{
    private static readonly string[] Names = [.. StopList.All.Select(stop => stop.Name)];

    [Fact]
    public async Task Tour_WhenNoStopIsNamed_ThenEveryOneRuns()
    {
        var tour = await RecordedTour.MakeGoodAsync("--quiet");
        Assert.Equal(Names, tour.Stops);
        Assert.All(Names, stop => Assert.Matches("^(ok$|skipped: .)", tour.OutcomeOf(stop)));
        var summary = tour.Events[^1];
        Assert.Equal("summary", summary.Kind);
        var counts = new[] { "ok", "skipped", "failed" }.Select(name => summary.Json.GetProperty(name).GetInt32());
        Assert.Equal(Names.Length, counts.Sum());
    }

    [Fact]
    public async Task Stops_WhenSeveralAreNamed_ThenRunInThatOrderOnce()
    {
        var tour = await RecordedTour.MakeGoodAsync("reset", "tcp", "reset");
        Assert.Equal(["reset", "tcp"], tour.Stops);
    }

    [Theory]
    [InlineData("tcp", "server", "client")]
    [InlineData("unix", "server", "client")]
    [InlineData("relay", "relay", "client")]
    [InlineData("relay", "server", "relay")]
    public async Task Association_WhenSeenFromBothEnds_ThenIsTheSame(string stop, string process, string otherProcess)
    {
        var tour = await RecordedTour.MakeGoodAsync(stop);
        var mirrored = Ends(tour, otherProcess).Select(ends => (ends.Protocol, ends.Remote, ends.Local));
        Assert.NotEmpty(Ends(tour, process).Intersect(mirrored));
    }

    [Fact]
    public async Task Columns_WhenPrinted_ThenBothNameTheAssociation()
    {
        var run = await TheCommand.ScriptAsync("COLUMNS=100 $SOQUETE tour tcp");
        var rows = RowsOf(run).Select(line => line.Split('│')).ToList();
        Assert.All(rows, row => Assert.Equal(2, row.Length));
        Assert.Matches(@"^server, pid \d+ +$", rows[0][0]);
        Assert.Matches(@"^ client, pid \d+$", rows[0][1]);
        var server = Assert.Single(rows, row => row[0].StartsWith("* tcp ", StringComparison.Ordinal))[0].Split(' ');
        var client = Assert.Single(rows, row => row[1].StartsWith(" * tcp ", StringComparison.Ordinal))[1].Split(' ');
        Assert.Equal((server[2], server[4]), (client[5], client[3]));
        Assert.Contains("\n# listen ", run.Output);
        Assert.EndsWith("\n1 ok, 0 skipped, 0 failed\n", run.Output);
    }

    [Theory]
    [InlineData("COLUMNS=60 $SOQUETE tour relay unix", 60)]
    [InlineData("COLUMNS= $SOQUETE tour relay unix", 80)]
    [InlineData("COLUMNS=80 $SOQUETE tour multicast descriptor", 80)]
    [InlineData("script -qec 'stty cols 130; $SOQUETE tour relay unix' /dev/null | tr -d '\\r'", 130)]
    public async Task Lines_WhenTheWidthIsKnown_ThenKeepToItAndUseIt(string script, int width)
    {
        var run = await TheCommand.ScriptAsync("export TERM=dumb\n" + script);
        Assert.True(run.Status == 0, run.ToString());
        var rows = RowsOf(run).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, line => Assert.True(line.Length <= width, line));
        Assert.Contains(rows, line => line.Length > width - 10);
    }

    [Theory]
    [InlineData("$SOQUETE tour reset", false)]
    [InlineData("$SOQUETE tour reset --color=always", true)]
    [InlineData("script -qec '$SOQUETE tour reset' /dev/null", true)]
    public async Task Colour_WhenOnATerminalOrAskedFor_ThenIsThere(string script, bool coloured)
    {
        var run = await TheCommand.ScriptAsync("export TERM=xterm\n" + script);
        Assert.Equal(coloured, run.Output.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Summary_WhenQuiet_ThenIsAllThereIs()
    {
        var run = await TheCommand.RunAsync("tour", "tcp", "-q");
        Assert.Equal("ok       tcp  a TCP connection over IPv4, on the loopback", run.Output.Split('\n')[0]);
        Assert.Equal(["1 ok, 0 skipped, 0 failed", ""], run.Output.Split('\n')[1..]);
    }

    [Fact]
    public async Task Calls_WhenVerbose_ThenThoseThatAskAreShownToo()
    {
        Assert.DoesNotContain("getsockname(", (await TheCommand.RunAsync("tour", "tcp")).Output);
        Assert.Contains("getsockname(", (await TheCommand.RunAsync("tour", "tcp", "--verbose")).Output);
    }

    [Fact]
    public async Task Messages_WhenPrinted_ThenAreShortUnlessVerbose()
    {
        var brief = (await TheCommand.ScriptAsync("COLUMNS=240 $SOQUETE tour udp")).Output;
        Assert.Contains("""msg_iov=[{iov_base="one\n"}]}, """, brief);
        Assert.DoesNotContain("msg_namelen", brief);
        Assert.DoesNotContain("IP_PKTINFO", brief);
        var whole = (await TheCommand.ScriptAsync("COLUMNS=240 $SOQUETE tour udp --verbose")).Output;
        Assert.Contains("msg_controllen=", whole);
        Assert.Contains("cmsg_type=IP_PKTINFO", whole);
        Assert.Contains("SOL_IP, IP_RECVERR, ", whole);
    }

    /// <summary>A look for a datagram that is not there is shown where a sentence is about it alone.</summary>
    [Theory]
    [InlineData("udp", 1)]
    [InlineData("broadcast", 0)]
    public async Task Looks_WhenNothingIsThere_ThenAreShownForTheirLessonAlone(string stop, int shown)
    {
        var output = (await TheCommand.ScriptAsync($"COLUMNS=240 $SOQUETE tour {stop}")).Output;
        Assert.Equal(shown, output.Split("= -1 EAGAIN").Length - 1);
    }

    [Fact]
    public async Task List_WhenAsked_ThenNamesEveryStopAndRunsNone()
    {
        var text = await TheCommand.RunAsync("tour", "--list");
        Assert.Equal(Names, text.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
        var json = await RecordedTour.MakeGoodAsync("--list");
        Assert.Equal(Names, json.Events.Select(entry => entry.Text("stop")));
    }

    private static IEnumerable<string> RowsOf(Run run) =>
        run.Output.Split('\n').Where(line => line.Contains('│', StringComparison.Ordinal));

    private static List<(string Protocol, string Local, string Remote)> Ends(RecordedTour tour, string process) =>
    [
        .. tour.Events.Where(entry => entry.Kind == "association" && entry.Process == process)
            .Select(entry => (entry.Text("protocol"), entry.Text("local"), entry.Text("remote"))),
    ];
}
