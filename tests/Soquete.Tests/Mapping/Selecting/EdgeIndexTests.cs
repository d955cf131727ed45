using Soquete.Tests.Mapping.Support;
using static Soquete.Tests.Mapping.Support.HandMadeMap;

namespace Soquete.Tests.Mapping.Selecting;

/// <summary>The edges of an end and the ends of a process.</summary>
public class EdgeIndexTests
{
    [Fact]
    public void Edges_WhenAnEndHasSeveral_ThenAllAreFoundInOrder()
    {
        var made = new HandMadeMap();
        var (one, hub, other, alone) =
            (made.End(Unix(1)), made.End(Unix(2)), made.End(Unix(3)), made.End(Unix(4)));
        var (first, second) = (made.Edge(one, hub), made.Edge(hub, other));
        var map = made.Build();
        Assert.Equal([first, second], map.EdgesOf(hub));
        Assert.Equal([first], map.EdgesOf(one));
        Assert.Equal([second], map.EdgesOf(other));
        Assert.Empty(map.EdgesOf(alone));
    }

    [Fact]
    public void Edges_WhenAnEndIsJoinedToItself_ThenAreFoundOnce()
    {
        var made = new HandMadeMap();
        var self = made.End(Tcp("127.0.0.1:7", "127.0.0.1:7", 1));
        var loop = made.Edge(self, self);
        Assert.Equal([loop], made.Build().EdgesOf(self));
    }

    [Fact]
    public void Edges_WhenTheEndIsOfAnotherMap_ThenAreNone()
    {
        var made = new HandMadeMap();
        made.Edge(made.End(Unix(1)), made.End(Unix(2)));
        Assert.Empty(made.Build().EdgesOf(new HandMadeMap().End(Unix(1))));
    }

    [Fact]
    public void Ends_WhenAProcessHasSeveral_ThenAllAreFound()
    {
        var made = new HandMadeMap();
        var (busy, idle) = (made.Process(1, "busy"), made.Process(2, "idle"));
        var ends = new[] { made.End(Unix(1), holder: busy), made.End(Unix(2), holder: busy) };
        made.End(Unix(3));
        var map = made.Build();
        Assert.Equal(ends, map.EndsOf(busy));
        Assert.Empty(map.EndsOf(idle));
    }
}
