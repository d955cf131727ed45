using Soquete.Cli.Map.Events;
using Soquete.Cli.Tests.Map.Watching;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map.Events;

public class EventTrackerTests
{
    private static readonly DateTimeOffset Now = HandMadeMap.Noon.AddSeconds(0.5);

    [Fact]
    public void Readings_WhenTheyDiffer_ThenWhatCameAndWentIsTold()
    {
        var tracker = Tracker();
        Assert.Empty(tracker.Take(Talk(0)));
        Assert.Equal([NewsKind.Opened], Kinds(tracker.Take(Talk(1, 1))));
        Assert.Empty(tracker.Take(Talk(2, 1)));
        Assert.Equal([NewsKind.Closed, NewsKind.Opened], Kinds(tracker.Take(Talk(3, 3))));
        Assert.Equal([NewsKind.Closed], Kinds(tracker.Take(Talk(4))));
    }

    [Fact]
    public void Listeners_WhenTheyComeAndGo_ThenTheyAreTold()
    {
        var tracker = Tracker();
        tracker.Take(new HandMadeMap().At(0));
        Assert.Equal([NewsKind.Bound], Kinds(tracker.Take(Talk(1))));
        Assert.Equal([NewsKind.Unbound], Kinds(tracker.Take(new HandMadeMap().At(2))));
    }

    [Fact]
    public void Closing_WhenTheKernelTells_ThenReadingsDoNotTellAgain()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0, 1));
        var news = tracker.Take(Closed(1, 4000, 80), Now)!;
        Assert.Equal((NewsKind.Closed, true, false), (news.Kind, news.IsToldByKernel, news.IsShort));
        Assert.Equal("client", news.From.Holders[0].Process.Name);
        Assert.Null(tracker.Take(Closed(2, 80, 4000), Now));
        Assert.Empty(tracker.Take(Talk(1)));
    }

    [Fact]
    public void Closing_WhenAReadingWasFaster_ThenItIsToldOnce()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0, 1));
        Assert.Single(tracker.Take(Talk(1)));
        Assert.Null(tracker.Take(Closed(1, 4000, 80), Now));
        Assert.Null(tracker.Take(Closed(2, 80, 4000), Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Connection_WhenItIsShorterThanTheInterval_ThenItIsToldOnce(bool clientFirst)
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        var (client, server) = (Closed(7, 4007, 80), Closed(8, 80, 4007));
        var first = tracker.Take(clientFirst ? client : server, Now)!;
        Assert.True(first.IsShort && first.IsToldByKernel);
        // Whoever is told of first: the end at the listener's port is the one that was connected to.
        Assert.Contains(":80", first.Edge!.To.Socket?.LocalText ?? first.Edge.To.Name);
        Assert.Equal("server", first.Edge.To.Holders[0].Process.Name);
        Assert.Null(tracker.Take(clientFirst ? server : client, Now));
        Assert.Empty(tracker.Take(Talk(1)));
    }

    [Fact]
    public void Port_WhenItIsUsedAgain_ThenItsConnectionIsToldToo()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        for (var round = 0u; round < 5; round++)
        {
            Assert.NotNull(tracker.Take(Closed(100 + (2 * round), 4007, 80), Now));
            Assert.Null(tracker.Take(Closed(101 + (2 * round), 80, 4007), Now));
        }
    }

    [Fact]
    public void Connection_WhenAReadingSawItTooLate_ThenItDoesNotCome()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        Assert.NotNull(tracker.Take(Closed(1, 4000, 80), Now));
        Assert.Empty(tracker.Take(Talk(1, 1)));
        Assert.Empty(tracker.Take(Talk(2)));
    }

    [Fact]
    public void Listener_WhenTheKernelTellsItsEnd_ThenItIsToldOnce()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        Assert.Equal(NewsKind.Unbound, tracker.Take(Closed(1000, 80, 0), Now)!.Kind);
        Assert.Empty(tracker.Take(new HandMadeMap().At(1)));
    }

    [Fact]
    public void Socket_WhenItWasNeverJoined_ThenItsEndIsNoNews()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        Assert.Null(tracker.Take(Closed(77, 5000, 0), Now));
    }

    [Fact]
    public void Connection_WhenItIsOfAnotherPart_ThenItIsNoNews()
    {
        var tracker = new EventTracker(_ => false);
        tracker.Take(Talk(0));
        Assert.Null(tracker.Take(Closed(7, 4007, 80), Now));
    }

    [Fact]
    public void TimeWait_WhenItComes_ThenItIsNoNews()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        var map = Server(out _);
        map.Join(map.Tcp(null, 9, 4000, state: SocketState.TimeWait), map.Remote("192.0.2.1:80"));
        Assert.Empty(tracker.Take(map.At(1)));
    }

    [Fact]
    public void Connection_WhenNobodyHasItYet_ThenItIsToldWithTheNextReading()
    {
        ProcessMap Reading(double seconds, bool isHeld, ulong cookie = 1)
        {
            var map = Server(out var server);
            map.Join(
                map.Tcp(server, cookie, 4000),
                map.Tcp(isHeld ? server : null, cookie + 1, 80, MapRole.Accepted));
            return map.At(seconds);
        }

        var tracker = Tracker();
        tracker.Take(Talk(0));
        Assert.Empty(tracker.Take(Reading(1, isHeld: false)));
        var news = Assert.Single(tracker.Take(Reading(2, isHeld: true)));
        Assert.Equal((NewsKind.Opened, 1), (news.Kind, news.Edge!.To.Holders.Count));
        Assert.Empty(tracker.Take(Reading(3, isHeld: true)));
        tracker.Take(Talk(4));
        Assert.Empty(tracker.Take(Reading(5, isHeld: false, cookie: 5)));
        Assert.Single(tracker.Take(Reading(6, isHeld: false, cookie: 5)));
    }

    [Fact]
    public void Lines_WhenWritten_ThenTheyTellEverything()
    {
        var tracker = Tracker();
        tracker.Take(Talk(0));
        var news = tracker.Take(Talk(1, 1))[0];
        Assert.Matches(
            @"^\d\d:\d\d:01\.000 \+ tcp client\[2\] 127\.0\.0\.1:4000 --> server\[1\] 127\.0\.0\.1:80$",
            new NewsText(Soquete.Cli.Map.Text.MapSigns.Ascii).Of(news));
        Assert.Equal(
            """
            {"kind":"opened","time":"2026-11-22T12:00:01.000Z","told_by":"reading","scheme":"tcp",
            "from":{"name":"127.0.0.1:4000","inode":1,"holders":[{"pid":2,"process":"client","fd":5}]},
            "to":{"name":"127.0.0.1:80","inode":2,"holders":[{"pid":1,"process":"server","fd":5}]}}
            """.ReplaceLineEndings(""),
            NewsJson.Of(news));
    }

    private static EventTracker Tracker() => new(_ => true);

    private static NewsKind[] Kinds(IEnumerable<MapNews> news) => [.. news.Select(each => each.Kind)];

    /// <summary>A server with its listener, and a connection of a client for each cookie.</summary>
    private static ProcessMap Talk(double seconds, params ulong[] cookies)
    {
        var map = Server(out var server);
        var client = map.Process(2, "client");
        foreach (var cookie in cookies)
        {
            map.Join(map.Tcp(client, cookie, 4000), map.Tcp(server, cookie + 1, 80, MapRole.Accepted));
        }

        return map.At(seconds);
    }

    private static HandMadeMap Server(out MapProcess server)
    {
        var map = new HandMadeMap();
        server = map.Process(1, "server");
        map.Tcp(server, 1000, 80, MapRole.Listener);
        return map;
    }

    private static InternetSocketEntry Closed(ulong cookie, int local, int remote) =>
        new(SocketFamilies.Tcp, Name(local), remote == 0 ? default : Name(remote)) { Cookie = cookie };

    private static InternetName Name(int port) => new([127, 0, 0, 1], port);
}
