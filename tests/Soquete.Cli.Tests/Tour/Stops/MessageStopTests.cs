using Soquete.Cli.Tests.Support;
using Soquete.Cli.Verbs.Tour.Stops;

namespace Soquete.Cli.Tests.Tour.Stops;

/// <summary>What the stops of datagrams and messages tell is what the kernel did, as strace(1) saw it.</summary>
public class MessageStopTests
{
    [Theory]
    [InlineData("udp", 4)]
    [InlineData("unix-dgram", 5)]
    [InlineData("seqpacket", 4)]
    [InlineData("broadcast", 2)]
    [InlineData("multicast", 2)]
    [InlineData("descriptor", 1)]
    [InlineData("lossy", 12 + 12 + 1)]
    [InlineData("icmp", 1)]
    [InlineData("link", 1)]
    public async Task Sends_WhenStraceWatches_ThenAreTheSameToTheLetter(string stop, int sends)
    {
        var (tour, watched) = await WatchAsync(stop);
        var told = tour.Calls.Where(call => call.Call is "sendto" or "sendmsg").Select(LineOf).ToList();
        // A sender that finds its receiver full has to try again, which no test can count.
        Assert.Equal(sends, told.Count(line => !line.Contains(" EAGAIN ", StringComparison.Ordinal)));
        Assert.All(told, line => Assert.Contains(line, watched));
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("unix-dgram")]
    [InlineData("seqpacket")]
    [InlineData("broadcast")]
    [InlineData("multicast")]
    [InlineData("descriptor")]
    [InlineData("icmp")]
    [InlineData("own-protocol")]
    public async Task Receives_WhenStraceWatches_ThenHaveTheSameBytesAndResults(string stop)
    {
        var (tour, watched) = await WatchAsync(stop);
        var told = tour.Calls.Where(call => call is { Call: "recvmsg", Result: >= 0 }).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, call => Assert.Contains(watched, line =>
            line.StartsWith($"recvmsg({call.Descriptor}, ", StringComparison.Ordinal)
            && line.Contains($"iov_base=\"{call.Data}\"", StringComparison.Ordinal)
            && line.EndsWith($" = {call.Result}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Descriptor_WhenHandedOver_ThenIsAnotherNumberOfTheSamePipe()
    {
        var (tour, watched) = await WatchAsync("descriptor");
        var (given, taken) = (Descriptor(tour, "giver"), Descriptor(tour, "taker"));
        Assert.Matches(@"^pipe:\[\d+\]$", given[1]);
        Assert.Equal(given[1], taken[1]);
        Assert.Contains(watched, line => IsPassing(line, "sendmsg", given[0]));
        Assert.Contains(watched, line => IsPassing(line, "recvmsg", taken[0]));
        Assert.Equal("this came through the pipe", Fact(tour, "giver", "read").Single());
    }

    [Fact]
    public async Task Senders_WhenTheyDiffer_ThenAreToldApart()
    {
        var tour = await RecordedTour.MakeGoodAsync("unix-dgram");
        Assert.Equal(["named", "anonymous", "unbound"], Fact(tour, "server", "sender"));
        var names = tour.Calls.Where(call => call is { Process: "server", Call: "recvmsg", Result: >= 0 })
            .Select(call => call.Text("arguments").Split(", msg_namelen", 2)[0]).ToList();
        Assert.Equal(3, names.Count);
        Assert.EndsWith("/client\"}", names[0]);
        Assert.Matches("sun_path=@\"[0-9a-f]{5}\"}$", names[1]);
        Assert.EndsWith("msg_name=NULL", names[2]);
    }

    [Fact]
    public async Task EmptyMessage_WhenItArrives_ThenIsToldApartFromTheEnd()
    {
        var tour = await RecordedTour.MakeGoodAsync("seqpacket");
        var received = tour.Calls.Where(call => call is { Process: "server", Call: "recvmsg", Result: >= 0 })
            .Select(call => (call.Result, IsFromSomebody: Holds(call, "SCM_CREDENTIALS")));
        Assert.Equal([(4, true), (0, true), (10, true), (0, false)], received);
    }

    [Fact]
    public async Task Stranger_WhenItHasNotJoined_ThenHearsNothingOfTheGroup()
    {
        var tour = await RecordedTour.MakeGoodAsync("multicast");
        var heard = tour.Calls.Where(call => call is { Call: "recvmsg", Result: >= 0 })
            .Select(call => (call.Process, call.Data)).Order();
        const string ToGroup = """to the group\n""";
        Assert.Equal([("member", ToGroup), ("second", ToGroup), ("stranger", """and to you\n""")], heard);
        Assert.Equal(2, tour.Calls.Count(IsJoin));
        Assert.DoesNotContain(tour.Calls, call => call.Process == "stranger" && IsJoin(call));
    }

    [Fact]
    public async Task Broadcast_WhenNotAskedFor_ThenIsRefusedByTheKernel()
    {
        var tour = await RecordedTour.MakeGoodAsync("broadcast");
        var sent = tour.Calls.Where(call => call.Call == "sendto").ToList();
        Assert.Equal(["EACCES", null], sent.Select(call => call.Has("error") ? call.Text("error") : null));
        Assert.All(sent, call => Assert.Contains("inet_addr(\"127.255.255.255\")", call.Text("arguments")));
        var option = Assert.Single(tour.Calls, call => Holds(call, "SO_BROADCAST"));
        Assert.True(sent[0].Sequence < option.Sequence && option.Sequence < sent[1].Sequence);
    }

    [Fact]
    public async Task LossyLink_WhenItsCallsAreCounted_ThenDidWhatItSays()
    {
        var (tour, watched) = await WatchAsync("lossy");
        var passedOn = tour.Calls.Where(call => call is { Process: "link", Call: "sendto", Result: > 0 })
            .Select(call => call.Data).TakeWhile(text => text != "that was all").Select(int.Parse).ToList();
        var heard = tour.Calls.Where(call => call is { Process: "receiver", Call: "recvmsg", Result: > 0 })
            .Select(call => call.Data).TakeWhile(text => text != "that was all").Select(int.Parse).ToList();
        Assert.Equal(passedOn, heard);
        Assert.Equal(new Arrivals(heard).ToTally(12).ToString(), Fact(tour, "link", "counts").Single());
        Assert.All(heard, number => Assert.Contains(watched, line =>
            line.StartsWith("recvmsg(", StringComparison.Ordinal)
            && line.Contains($"iov_base=\"{number}\"", StringComparison.Ordinal)));
    }

    private static async Task<(RecordedTour Tour, IReadOnlyList<string> Watched)> WatchAsync(string stop)
    {
        using var folder = new TemporaryFolder();
        // A file for each thread, so that no call is cut in two by another one's.
        var run = await TheCommand.ScriptAsync(
            $"strace -ff -qq -e trace=sendto,sendmsg,recvmsg -e signal=none -o $FILE $SOQUETE tour --json {stop}",
            ("FILE", folder["strace"]));
        Assert.True(run.Status == 0, run.ToString());
        var watched = Directory.EnumerateFiles(folder.Path, "strace.*").SelectMany(File.ReadLines);
        return (RecordedTour.Read(run), [.. watched]);
    }

    private static string LineOf(TourEvent call) => call.AsCall().ToString();

    private static string[] Descriptor(RecordedTour tour, string process) =>
        Fact(tour, process, "descriptor").Single().Split(" -> ");

    private static IEnumerable<string> Fact(RecordedTour tour, string process, string name) => tour.Events
        .Where(entry => entry.Kind == "fact" && entry.Process == process && entry.Text("name") == name)
        .Select(entry => entry.Text("value"));

    private static bool IsPassing(string line, string call, string number) =>
        line.StartsWith($"{call}(", StringComparison.Ordinal)
        && line.Contains($"cmsg_type=SCM_RIGHTS, cmsg_data=[{number}]", StringComparison.Ordinal);

    private static bool IsJoin(TourEvent call) => Holds(call, "MCAST_JOIN_GROUP");

    private static bool Holds(TourEvent call, string text) =>
        call.Text("arguments").Contains(text, StringComparison.Ordinal);
}
