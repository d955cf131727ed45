using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Sockets of the unix domain, compared edge by edge with what was built.</summary>
public class UnixTopologyTests
{
    [Theory]
    [InlineData("path", "SOCK_STREAM", "unix")]
    [InlineData("path", "SOCK_SEQPACKET", "unix-seqpacket")]
    [InlineData("abstract", "SOCK_STREAM", "unix")]
    public async Task Connections_WhenAccepted_ThenAreJoinedFromWhoConnected(string where, string kind, string scheme)
    {
        using var folder = new TemporaryFolder();
        var name = where == "path" ? $"'{folder["s"]}'" : $"'\\0{Path.GetFileName(folder.Path)}'";
        await using var built = await Topology.StartAsync(
            $"""
            l = listener(AF_UNIX, {name}, {kind})
            def client():
                l.close()
                connected(AF_UNIX, {name}, {kind})
                named = keep(socket(AF_UNIX, {kind}))
                named.bind('{folder["client"]}')
                named.connect({name})
            child('client', client)
            keep(l.accept()[0])
            keep(l.accept()[0])
            stay('server')
            """, ["client", "server"]);
        var map = built.AssertEdges(
            $"client {scheme} Connected -> server {scheme} Accepted",
            $"client {scheme} Connected -> server {scheme} Accepted");
        var ends = built.EndsOf(map, "server");
        var listener = ends.Single(end => end.Role == MapRole.Listener);
        Assert.All(ends.Where(end => end != listener), end => Assert.Same(listener, end.Listener));
    }

    [Fact]
    public async Task Connection_WhenNobodyAcceptsIt_ThenWaitsAtTheListener()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            l = listener(AF_UNIX, '{folder["s"]}', backlog=1)
            def client():
                l.close()
                connected(AF_UNIX, '{folder["s"]}')
                connected(AF_UNIX, '{folder["s"]}')
            child('client', client)
            stay('server')
            """, ["client", "server"]);
        var map = built.AssertEdges(
            "client unix Connected ~> server unix Listener", "client unix Connected ~> server unix Listener");
        var problem = Assert.Single(Assert.Single(built.EndsOf(map, "server")).Problems);
        Assert.Equal(MapProblemKind.FullBacklog, problem.Kind);
    }

    [Theory]
    [InlineData("SOCK_STREAM", "unix")]
    [InlineData("SOCK_DGRAM", "unix-dgram")]
    [InlineData("SOCK_SEQPACKET", "unix-seqpacket")]
    public async Task Pair_WhenItIsPartedByFork_ThenJoinsTheTwo(string kind, string scheme)
    {
        await using var built = await Topology.StartAsync(
            $"""
            ours, theirs = socketpair(AF_UNIX, {kind})
            child('child', ours.close)
            theirs.close()
            both = keep(socketpair(AF_UNIX, {kind}))
            stay('parent')
            """, ["child", "parent"]);
        built.AssertEdges(
            $"child {scheme} Paired -- parent {scheme} Paired", $"parent {scheme} Paired -- parent {scheme} Paired");
    }

    [Fact]
    public async Task Pair_WhenBothProcessesKeepIt_ThenBothHoldIt()
    {
        await using var built = await Topology.StartAsync(
            """
            keep(socketpair())
            child('child', lambda: None)
            stay('parent')
            """, ["child", "parent"]);
        built.AssertEdges("child+parent unix Paired -- child+parent unix Paired");
    }

    [Fact]
    public async Task Datagrams_WhenManySendToOne_ThenEachIsJoinedOneWay()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            log = bound(AF_UNIX, '{folder["log"]}')
            def sender():
                log.close()
                connected(AF_UNIX, '{folder["log"]}', SOCK_DGRAM)
            child('one', sender)
            child('two', sender)
            stay('log')
            """, ["one", "two", "log"]);
        built.AssertEdges(
            "one unix-dgram Connected => log unix-dgram Bound", "two unix-dgram Connected => log unix-dgram Bound");
    }

    [Fact]
    public async Task Datagrams_WhenConnectedToEachOther_ThenAreJoinedBothWays()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            one = bound(AF_UNIX, '{folder["one"]}')
            two = bound(AF_UNIX, '{folder["two"]}')
            one.connect('{folder["two"]}')
            two.connect('{folder["one"]}')
            child('one', two.close)
            one.close()
            stay('two')
            """, ["one", "two"]);
        built.AssertEdges("one unix-dgram Connected -- two unix-dgram Connected");
    }

    /// <summary>The name is the same; the file is not.</summary>
    [Fact]
    public async Task Path_WhenItWasBoundAgain_ThenEachConnectionHasItsOwnListener()
    {
        using var folder = new TemporaryFolder();
        await using var built = await Topology.StartAsync(
            $"""
            old = listener(AF_UNIX, '{folder["s"]}')
            connected(AF_UNIX, '{folder["s"]}')
            keep(old.accept()[0])
            os.unlink('{folder["s"]}')
            new = listener(AF_UNIX, '{folder["s"]}')
            connected(AF_UNIX, '{folder["s"]}')
            keep(new.accept()[0])
            stay('server')
            """, ["server"]);
        var map = built.AssertEdges(
            "server unix Connected -> server unix Accepted", "server unix Connected -> server unix Accepted");
        var accepted = built.EndsOf(map, "server").Where(end => end.Role == MapRole.Accepted).ToList();
        Assert.Equal(2, accepted.Select(end => end.Listener).Distinct().Count());
        Assert.Equal(
            [false, true], accepted.Select(end => end.Listener!.Problems.Count == 0).Order());
    }

    [Fact]
    public async Task Peer_WhenItIsGone_ThenThereIsNoEdge()
    {
        await using var built = await Topology.StartAsync(
            """
            ours, theirs = socketpair()
            theirs.close()
            stay('alone')
            """, ["alone"]);
        Assert.Single(built.EndsOf(built.AssertEdges(), "alone"));
    }
}
