using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using static Soquete.Tests.Mapping.Support.HandMadeMap;

namespace Soquete.Tests.Mapping.Selecting;

/// <summary>A part of a map.</summary>
public class SelectionTests
{
    [Fact]
    public void Selection_WhenNothingIsSet_ThenIsTheWhole()
    {
        var map = Sample();
        Assert.Same(map, map.Select(new MapSelection()));
    }

    [Fact]
    public void Part_WhenAProcessIsChosen_ThenHasItsEndsAndTheirNeighbours()
    {
        var part = Sample().Select(new MapSelection { ProcessIds = [20] });
        Assert.Equal([12u, 13u], Inodes(part));
        Assert.Equal([10, 20], part.Processes.Select(process => process.Id));
        var edge = Assert.Single(part.Edges);
        Assert.Equal((13ul, 12ul), (edge.From.Inode, edge.To.Inode));
        AssertWhole(part);
    }

    [Fact]
    public void Part_WhenTheListenerIsLeftOut_ThenTheEndStillNamesIt()
    {
        var map = Sample();
        var part = map.Select(new MapSelection { ProcessIds = [20] });
        Assert.Same(map.Ends[0], part.Ends.Single(end => end.Inode == 12).Listener);
        var withListener = map.Select(new MapSelection { ProcessIds = [10] });
        var accepted = withListener.Ends.Single(end => end.Inode == 12);
        Assert.Same(withListener.Ends.Single(end => end.Inode == 11), accepted.Listener);
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void Part_WhenChosen_ThenHasTheseEnds(string which, MapSelection selection, uint[] expected)
    {
        var part = Sample().Select(selection);
        Assert.True(expected.SequenceEqual(Inodes(part)), $"{which}: {string.Join(' ', Inodes(part))}");
        AssertWhole(part);
    }

    public static TheoryData<string, MapSelection, uint[]> Selections() => new()
    {
        { "name", new MapSelection { ProcessName = "client" }, [12, 13] },
        { "name and user at once", new MapSelection { ProcessName = "client", UserId = 1000 }, [12, 13] },
        { "name and another user", new MapSelection { ProcessName = "client", UserId = 0 }, [] },
        { "user", new MapSelection { UserId = 0 }, [11, 12, 13, 21, 22, 31] },
        { "port", new MapSelection { Port = 80 }, [11, 12, 13] },
        { "the other port", new MapSelection { Port = 5000 }, [12, 13] },
        { "path", new MapSelection { Path = "/run/x" }, [21, 22] },
        { "path of a FIFO", new MapSelection { Path = "/run/fifo" }, [31] },
        { "no such path", new MapSelection { Path = "/run/y" }, [] },
        { "inode", new MapSelection { Inode = 22 }, [21, 22] },
        { "state", new MapSelection { States = [SocketState.Listening] }, [11] },
        { "scheme", new MapSelection { Schemes = ["unix"] }, [21, 22] },
        { "namespace", new MapSelection { NetworkNamespace = 2 }, [12, 13] },
        { "listening", new MapSelection { Listening = true }, [11] },
        { "problems", new MapSelection { Problems = true }, [12, 13] },
    };

    [Theory]
    [MemberData(nameof(Companions))]
    public void End_WhenThereForAnothersSake_ThenCameAlong(string which, MapSelection selection, uint[] expected)
    {
        var part = Sample().Select(selection);
        var along = part.Ends.Where(end => end.CameAlong).Select(end => (uint)end.Inode).Order().ToArray();
        Assert.True(expected.SequenceEqual(along), $"{which}: {string.Join(' ', along)}");
    }

    public static TheoryData<string, MapSelection, uint[]> Companions() => new()
    {
        { "everything", new MapSelection(), [] },
        { "name", new MapSelection { ProcessName = "client" }, [12] },
        { "both ends are the user's", new MapSelection { UserId = 0, Schemes = ["unix"] }, [] },
        { "port", new MapSelection { Port = 80 }, [13] },
        { "the other port", new MapSelection { Port = 5000 }, [12] },
        { "the port's end is another user's", new MapSelection { Port = 80, UserId = 1000 }, [12] },
        { "path", new MapSelection { Path = "/run/x" }, [22] },
        { "inode", new MapSelection { Inode = 22 }, [21] },
    };

    /// <summary>A path of unprintable bytes is chosen as it is, and as it is shown.</summary>
    [Theory]
    [InlineData("/run/\u0001")]
    [InlineData("/run/\\x01")]
    public void Part_WhenThePathDoesNotPrint_ThenIsFound(string path)
    {
        var made = new HandMadeMap();
        made.End(Unix(1, name: "/run/\\x01"));
        Assert.Single(made.Build().Select(new MapSelection { Path = path }).Ends);
    }

    private static void AssertWhole(ProcessMap part)
    {
        Assert.All(part.Ends, end => Assert.Same(end, part.Ends[end.Index]));
        Assert.All(part.Edges, edge => Assert.Contains(edge, part.EdgesOf(edge.From)));
        Assert.All(part.Edges, edge => Assert.Contains(edge, part.EdgesOf(edge.To)));
    }

    private static uint[] Inodes(ProcessMap map) => [.. map.Ends.Select(end => (uint)end.Inode).Order()];

    /// <summary>A server that accepted one connection, a pair in the unix domain, and a FIFO.</summary>
    private static ProcessMap Sample()
    {
        var made = new HandMadeMap();
        var (server, client) = (made.Process(10, "server"), made.Process(20, "client", user: 1000));
        var listener = made.End(
            Tcp("127.0.0.1:80", "0.0.0.0:0", 11, SocketState.Listening), MapRole.Listener, server);
        var accepted = made.End(
            Tcp("127.0.0.1:80", "127.0.0.1:5000", 12), MapRole.Accepted, server, listener: listener);
        var connected = made.End(
            Tcp("127.0.0.1:5000", "127.0.0.1:80", 13, space: 2), MapRole.Connected, client,
            problem: new MapProblem(MapProblemKind.Retransmitting, "3 times"));
        made.Edge(connected, accepted);
        var named = made.End(Unix(21, 22, "/run/x"), MapRole.Accepted, server);
        made.Edge(made.End(Unix(22, 21), MapRole.Connected, server), named);
        made.End(null, MapRole.Reader, server, MapEndKind.Fifo, "/run/fifo", inode: 31);
        return made.Build();
    }
}
