using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using static Soquete.Tests.Mapping.Support.HandMadeMap;

namespace Soquete.Tests.Mapping.Selecting;

/// <summary>What came and went.</summary>
public class MapDifferenceTests
{
    [Fact]
    public void Difference_WhenNothingChanged_ThenIsEmptyInWhateverOrder()
    {
        var (earlier, later) = (new HandMadeMap(), new HandMadeMap());
        earlier.Edge(earlier.End(Unix(1, 2)), earlier.End(Unix(2, 1)));
        var (second, first) = (later.End(Unix(2, 1)), later.End(Unix(1, 2)));
        later.Edge(second, first);
        AssertDifference(earlier, later, 0, 0, 0, 0);
    }

    [Fact]
    public void Difference_WhenAConnectionCameAndAnotherWent_ThenBothAreTold()
    {
        var (earlier, later) = (new HandMadeMap(), new HandMadeMap());
        earlier.Edge(earlier.End(Unix(1, 2)), earlier.End(Unix(2, 1)));
        var listener = Tcp("127.0.0.1:80", "0.0.0.0:0", 5, SocketState.Listening);
        earlier.End(listener);
        later.End(listener);
        later.Edge(later.End(Unix(3, 4)), later.End(Unix(4, 3)));
        AssertDifference(earlier, later, 1, 1, 2, 2);
    }

    /// <summary>The kernel gives an inode again; a cookie never.</summary>
    [Fact]
    public void Difference_WhenAnInodeWasUsedAgain_ThenTheCookieTells()
    {
        var (earlier, later) = (new HandMadeMap(), new HandMadeMap());
        earlier.End(Tcp("127.0.0.1:80", "127.0.0.1:1", 7, cookie: 100));
        later.End(Tcp("127.0.0.1:80", "127.0.0.1:1", 7, cookie: 101));
        AssertDifference(earlier, later, 0, 0, 1, 1);
    }

    [Fact]
    public void Difference_WhenThereIsNoCookie_ThenTheInodeTells()
    {
        var (earlier, later) = (new HandMadeMap(), new HandMadeMap());
        earlier.End(Tcp("127.0.0.1:80", "127.0.0.1:1", 7, cookie: 0));
        later.End(Tcp("127.0.0.1:80", "127.0.0.1:1", 7, cookie: 0));
        later.End(Tcp("127.0.0.1:80", "127.0.0.1:1", 8, cookie: 0));
        AssertDifference(earlier, later, 0, 0, 1, 0);
    }

    [Fact]
    public void Difference_WhenOneEndOfAPipeWent_ThenTheOtherOneStays()
    {
        var (earlier, later) = (new HandMadeMap(), new HandMadeMap());
        var reader = earlier.End(null, MapRole.Reader, kind: MapEndKind.Pipe, inode: 9);
        earlier.Edge(earlier.End(null, MapRole.Writer, kind: MapEndKind.Pipe, inode: 9), reader);
        later.End(null, MapRole.Reader, kind: MapEndKind.Pipe, inode: 9);
        AssertDifference(earlier, later, 0, 1, 0, 1);
    }

    private static void AssertDifference(
        HandMadeMap earlier, HandMadeMap later, int newEdges, int goneEdges, int newEnds, int goneEnds)
    {
        var difference = MapDifference.Between(earlier.Build(), later.Build());
        Assert.Equal(
            (newEdges, goneEdges, newEnds, goneEnds),
            (difference.NewEdges.Count, difference.GoneEdges.Count, difference.NewEnds.Count,
                difference.GoneEnds.Count));
    }
}
