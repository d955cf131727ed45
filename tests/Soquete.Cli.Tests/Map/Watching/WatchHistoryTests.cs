using Soquete.Cli.Map.Watching;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map.Watching;

public class WatchHistoryTests
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(3);

    [Fact]
    public void Rows_WhenTheMapIsTheFirst_ThenNoneIsNew()
    {
        var row = Assert.Single(First().Rows);
        Assert.Equal((WatchMark.None, null, null), (row.Mark, row.Forward, row.Back));
    }

    [Fact]
    public void Row_WhenItComes_ThenItIsMarkedForAWhile()
    {
        var history = First().Next(Talk(1, cookies: [1, 2, 3, 4]), Linger);
        Assert.Equal([WatchMark.None, WatchMark.New], history.Rows.Select(row => row.Mark).Order());
        history = history.Next(Talk(3.9, cookies: [1, 2, 3, 4]), Linger);
        Assert.Equal(1, history.Count(WatchMark.New));
        history = history.Next(Talk(4, cookies: [1, 2, 3, 4]), Linger);
        Assert.Equal((0, 2), (history.Count(WatchMark.New), history.Rows.Count));
    }

    [Fact]
    public void Row_WhenItGoes_ThenItIsShownForAWhile()
    {
        var history = First().Next(Talk(1), Linger);
        Assert.Equal(WatchMark.Gone, Assert.Single(history.Rows).Mark);
        history = history.Next(Talk(3.9), Linger);
        Assert.Equal(WatchMark.Gone, Assert.Single(history.Rows).Mark);
        Assert.Empty(history.Next(Talk(4), Linger).Rows);
    }

    [Fact]
    public void Row_WhenItComesBack_ThenItIsNew()
    {
        var history = First().Next(Talk(1), Linger).Next(Talk(2, cookies: [1, 2]), Linger);
        Assert.Equal(WatchMark.New, Assert.Single(history.Rows).Mark);
    }

    [Fact]
    public void Row_WhenTheInodeIsUsedAgain_ThenItIsAnother()
    {
        var history = First().Next(Talk(1, cookies: [11, 12]), Linger);
        Assert.Equal([WatchMark.New, WatchMark.Gone], history.Rows.Select(row => row.Mark).Order());
    }

    [Fact]
    public void Rates_WhenBytesPass_ThenTheyAreOfTheTimeBetween()
    {
        var map = new HandMadeMap();
        var next = new HandMadeMap();
        var before = map.Join(map.Tcp(null, 1, 80, sent: 100, received: 50), map.Remote("192.0.2.1:9")).At(0);
        var after = next.Join(next.Tcp(null, 1, 80, sent: 2100, received: 50), next.Remote("192.0.2.1:9")).At(2);
        var row = Assert.Single(WatchHistory.None.Next(before, Linger).Next(after, Linger).Rows);
        Assert.Equal((1000.0, 0.0), (row.Forward, row.Back));
    }

    [Fact]
    public void Rates_WhenNobodyCounts_ThenThereAreNone()
    {
        ProcessMap Pair(double seconds)
        {
            var map = new HandMadeMap();
            return map.Join(map.Unix(null, 1, null), map.Unix(null, 2, "/run/x")).At(seconds);
        }

        var row = Assert.Single(WatchHistory.None.Next(Pair(0), Linger).Next(Pair(1), Linger).Rows);
        Assert.Equal(((double?)null, (double?)null, (double?)null), (row.Forward, row.Back, row.Rate));
    }

    [Fact]
    public void Listener_WhenItHasConnections_ThenItHasARowOfItsOwn()
    {
        var map = new HandMadeMap();
        var listener = map.Tcp(null, 1, 80, MapRole.Listener);
        map.Join(map.Tcp(null, 2, 4000), listener);
        var rows = WatchHistory.None.Next(map.At(0), Linger).Rows;
        Assert.Equal(2, rows.Count);
        Assert.Single(rows, row => row.To is null && row.From.Role == MapRole.Listener);
    }

    [Fact]
    public void TimeWait_WhenThereIsAny_ThenItIsNoRow()
    {
        var map = new HandMadeMap();
        map.Join(map.Tcp(null, 1, 80, state: SocketState.TimeWait), map.Remote("192.0.2.1:9"));
        Assert.Empty(WatchHistory.None.Next(map.At(0), Linger).Rows);
    }

    private static WatchHistory First() => WatchHistory.None.Next(Talk(0, cookies: [1, 2]), Linger);

    /// <summary>Connections between sockets of these cookies, two for each.</summary>
    private static ProcessMap Talk(double seconds, params int[] cookies)
    {
        var map = new HandMadeMap();
        foreach (var pair in cookies.Chunk(2))
        {
            map.Join(map.Tcp(null, (ulong)pair[0], 4000), map.Tcp(null, (ulong)pair[1], 80, MapRole.Accepted));
        }

        return map.At(seconds);
    }
}
