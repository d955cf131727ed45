using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Connections of TCP, compared edge by edge with what was built.</summary>
public class TcpTopologyTests
{
    [RootFact]
    public async Task Workers_WhenTheyShareAListener_ThenEachConnectionHasTheOneThatAcceptedIt()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            l = listener(AF_INET, ('127.0.0.1', 8080))
            def work():
                keep(l.accept()[0])
            child('one', work)
            child('two', work)
            def client():
                l.close()
                keep(connected(AF_INET, ('127.0.0.1', 8080)))
                keep(connected(AF_INET, ('127.0.0.1', 8080)))
            child('client', client)
            stay('server')
            """, ["one", "two", "client", "server"]);
        var map = built.AssertEdges(
            "client tcp Connected -> one tcp Accepted", "client tcp Connected -> two tcp Accepted");
        var listener = Assert.Single(built.EndsOf(map, "server"));
        Assert.Equal(MapRole.Listener, listener.Role);
        Assert.Equal(
            new[] { "one", "two", "server" }.Select(built.IdOf).Order(),
            listener.Holders.Select(one => one.Process.Id));
        var accepted = built.EndsOf(map, "one").Single(end => end.Role == MapRole.Accepted);
        Assert.Same(listener, accepted.Listener);
        Assert.Empty(map.EdgesOf(listener));
    }

    [RootFact]
    public async Task Connection_WhenNobodyAcceptsIt_ThenWaitsAtTheListener()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            l = listener(AF_INET, ('127.0.0.1', 8080), backlog=1)
            def client():
                l.close()
                keep(connected(AF_INET, ('127.0.0.1', 8080)))
                keep(connected(AF_INET, ('127.0.0.1', 8080)))
            child('client', client)
            stay('server')
            """, ["client", "server"]);
        var map = built.AssertEdges(
            "client tcp Connected ~> server tcp Listener", "client tcp Connected ~> server tcp Listener");
        var listener = Assert.Single(built.EndsOf(map, "server"));
        var waiting = map.Ends.Where(end => ReferenceEquals(end.Listener, listener)).ToList();
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, end => Assert.Equal("(backlog)", MapLabel.Holders(end)));
        Assert.Equal(MapProblemKind.FullBacklog, Assert.Single(listener.Problems).Kind);
    }

    /// <summary>The kernel drops what asks for a place in a full backlog, and the client asks again.</summary>
    [RootFact]
    public async Task Connection_WhenTheBacklogIsFull_ThenWaitsAtTheListenerAsWell()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            l = listener(AF_INET, ('127.0.0.1', 8080), backlog=0)
            def client():
                l.close()
                connected(AF_INET, ('127.0.0.1', 8080))
                s = keep(socket(AF_INET, SOCK_STREAM))
                s.setblocking(False)
                s.connect_ex(('127.0.0.1', 8080))
            child('client', client)
            stay('server')
            """, ["client", "server"]);
        built.AssertEdges(
            "client tcp Connected ~> server tcp Listener", "client tcp Connected ~> server tcp Listener");
    }

    [RootFact]
    public async Task Connection_WhenItIsOver_ThenItsLastEndHasNeitherHolderNorEdge()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            l = listener(AF_INET, ('127.0.0.1', 8080))
            c = connected(AF_INET, ('127.0.0.1', 8080))
            a = l.accept()[0]
            c.close()
            assert a.recv(1) == b''
            a.close()
            stay('server')
            """, ["server"]);
        var map = built.AssertEdges();
        var space = map.Processes.Single(process => process.Id == built.IdOf("server")).NetworkNamespace;
        var over = Assert.Single(
            map.Ends, end => end.Socket?.State == SocketState.TimeWait && end.Socket.NetworkNamespace == space);
        Assert.Empty(over.Holders);
        Assert.Empty(map.EdgesOf(over));
    }

    [RootFact]
    public async Task Listener_WhenItTakesBothKinds_ThenAnIPv4ClientIsJoined()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            both = keep(create_server(('::', 8080), family=AF_INET6, dualstack_ipv6=True))
            six = keep(create_server(('::', 9090), family=AF_INET6, dualstack_ipv6=False))
            four = listener(AF_INET, ('0.0.0.0', 9090))
            def client():
                for s in (both, six, four): s.close()
                connected(AF_INET, ('127.0.0.1', 8080))
                connected(AF_INET6, ('::1', 8080))
                connected(AF_INET, ('127.0.0.1', 9090))
                connected(AF_INET6, ('::1', 9090))
            child('client', client)
            for s in (both, both, six, four): keep(s.accept()[0])
            stay('server')
            """, ["client", "server"]);
        var map = built.AssertEdges([.. Enumerable.Repeat("client tcp Connected -> server tcp Accepted", 4)]);
        var listeners = built.EndsOf(map, "server").Where(end => end.Role == MapRole.Accepted)
            .Select(end => $"{end.Socket!.LocalText} {end.Listener!.Socket!.LocalText}").Order();
        Assert.Equal(
            [
                "127.0.0.1:9090 *:9090", "[::1]:8080 [::]:8080", "[::1]:9090 [::]:9090",
                "[::ffff:127.0.0.1]:8080 [::]:8080",
            ],
            listeners.Order(StringComparer.Ordinal));
    }

    [RootFact]
    public async Task Listener_WhenItIsGone_ThenThePortTellsWhoConnectedOrNobodyDoes()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            def once(port, client_port):
                l = listener(AF_INET, ('127.0.0.1', port))
                c = keep(socket(AF_INET, SOCK_STREAM))
                if client_port: c.bind(('127.0.0.1', client_port))
                c.connect(('127.0.0.1', port))
                keep(l.accept()[0])
                l.close()
            once(8080, 0)
            once(40000, 40001)
            stay('alone')
            """, ["alone"]);
        built.AssertEdges("alone tcp Connected -> alone tcp Accepted", "alone tcp None -- alone tcp None");
    }

    [RootFact]
    public async Task Socket_WhenConnectedToItself_ThenIsJoinedToItself()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            s = keep(socket(AF_INET, SOCK_STREAM))
            s.bind(('127.0.0.1', 7777))
            s.connect(('127.0.0.1', 7777))
            stay('alone')
            """, ["alone"]);
        built.AssertEdges("alone tcp Connected -- alone tcp Connected");
    }

    [RootFact]
    public async Task Listeners_WhenTheyShareAPort_ThenEachHasWhatItsProcessAccepted()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            def work():
                l = listener(AF_INET, ('127.0.0.1', 8080), backlog=64, reuse_port=True)
                os.write(ready[1], b'.')
                os.close(ready[0])
                os.close(ready[1])
                keep(l.accept()[0])
            ready = os.pipe()
            child('one', work)
            child('two', work)
            os.read(ready[0], 1) + os.read(ready[0], 1)
            os.close(ready[0])
            os.close(ready[1])
            # The kernel chooses who gets each.
            for _ in range(40):
                connected(AF_INET, ('127.0.0.1', 8080))
            stay('client')
            """, ["one", "two", "client"]);
        var map = ProcessMap.Capture();
        foreach (var name in new[] { "one", "two" })
        {
            var ends = built.EndsOf(map, name);
            var accepted = ends.Single(end => end.Role == MapRole.Accepted && end.Holders.Count > 0);
            Assert.Same(ends.Single(end => end.Role == MapRole.Listener), accepted.Listener);
        }
    }

    [RootFact]
    public async Task Ends_WhenInTwoNamespaces_ThenAreJoined()
    {
        await using var link = await VethPair.CreateAsync();
        await using var built = await Topology.StartAsync(
            $"""
            l = listener(AF_INET, ('{link.Right.IPv4}', 8080))
            u = bound(AF_INET, ('{link.Right.IPv4}', 9000))
            u.connect(('{link.Left.IPv4}', 9001))
            bound(AF_INET, ('{link.Right.IPv4}', 9002))
            import threading
            threading.Thread(target=lambda: keep(l.accept()[0])).start()
            stay('server')
            """, ["server"], link.Right.Namespace);
        await built.AddAsync(
            $"""
            connected(AF_INET, ('{link.Right.IPv4}', 8080))
            u = bound(AF_INET, ('{link.Left.IPv4}', 9001))
            u.connect(('{link.Right.IPv4}', 9000))
            connected(AF_INET, ('{link.Right.IPv4}', 9002), SOCK_DGRAM)
            stay('client')
            """, ["client"], link.Left.Namespace);
        await Eventually.HoldsAsync(
            () => ProcessMap.Capture().Ends.Any(end => end.Role == MapRole.Accepted && end.Inode != 0
                && end.Holders.Any(holder => holder.Process.Id == built.IdOf("server"))));
        built.AssertEdges(
            "client tcp Connected -> server tcp Accepted", "client udp Connected -- server udp Connected",
            "client udp Connected => server udp Bound");
    }

    [RootFact]
    public async Task Ends_WhenOnAnotherMachine_ThenAreOneForEachName()
    {
        await using var link = await VethPair.CreateAsync();
        var nobody = link.Left.IPv4.ToString()[..^1] + "77";
        await using var built = await Topology.StartAsync(
            $"""
            for _ in range(2):
                s = keep(socket(AF_INET, SOCK_STREAM))
                s.setblocking(False)
                s.connect_ex(('{nobody}', 443))
            connected(AF_INET, ('{nobody}', 53), SOCK_DGRAM)
            stay('client')
            """, ["client"], link.Left.Namespace);
        var map = built.AssertEdges(
            $"client tcp Connected -> Remote tcp {nobody}:443", $"client tcp Connected -> Remote tcp {nobody}:443",
            $"client udp Connected -> Remote udp {nobody}:53");
        Assert.Single(map.Ends, end => end.Kind == MapEndKind.Remote && end.Name == $"{nobody}:443");
    }
}
