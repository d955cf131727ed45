using System.Globalization;
using Soquete.Mapping;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Peers at addresses of this machine's interfaces, in the own namespace and in others.</summary>
public class LocalAddressTests
{
    private const string Second = "198.51.100.7";

    [RootFact]
    public async Task Peer_WhenAtAnotherAddressOfItsNamespace_ThenIsJoinedOrMissed()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await inside.IpAsync($"address add {Second}/32 dev lo\n");
        await using var built = await Topology.StartAsync(
            $"""
            def server(): bound(AF_INET, ('0.0.0.0', 9000))
            child('server', server)
            for port in (9000, 9001):
                bound(AF_INET, ('127.0.0.1', 0)).connect(('{Second}', port))
            stay('client')
            """, ["client", "server"], inside);
        built.AssertEdges(
            "client udp Connected => server udp Bound", $"client udp Connected => Unseen udp {Second}:9001");
    }

    [RootFact]
    public async Task Peer_WhenBoundToEveryAddressOfAnotherNamespace_ThenIsJoined()
    {
        await using var link = await VethPair.CreateAsync();
        await using var built = await Topology.StartAsync(
            """
            bound(AF_INET, ('0.0.0.0', 9000))
            bound(AF_INET6, ('::', 9001))
            stay('server')
            """, ["server"], link.Right.Namespace);
        await built.AddAsync(
            $"""
            connected(AF_INET, ('{link.Right.IPv4}', 9000), SOCK_DGRAM)
            connected(AF_INET6, ('{link.Right.IPv6}', 9001), SOCK_DGRAM)
            connected(AF_INET, ('{link.Right.IPv4}', 9002), SOCK_DGRAM)
            stay('client')
            """, ["client"], link.Left.Namespace);
        built.AssertEdges(
            "client udp Connected => server udp Bound", "client udp Connected => server udp Bound",
            $"client udp Connected => Unseen udp {link.Right.IPv4}:9002");
    }

    [RootFact]
    public async Task Connection_WhenTheBacklogInAnotherNamespaceIsFull_ThenWaitsThere()
    {
        await using var link = await VethPair.CreateAsync();
        await using var built = await Topology.StartAsync(
            "listener(AF_INET, ('0.0.0.0', 8080), backlog=0)\nstay('server')", ["server"], link.Right.Namespace);
        await built.AddAsync(
            $"""
            connected(AF_INET, ('{link.Right.IPv4}', 8080))
            s = keep(socket(AF_INET, SOCK_STREAM))
            s.setblocking(False)
            s.connect_ex(('{link.Right.IPv4}', 8080))
            stay('client')
            """, ["client"], link.Left.Namespace);
        built.AssertEdges(
            "client tcp Connected ~> server tcp Listener", "client tcp Connected ~> server tcp Listener");
    }

    /// <summary>A reset that is lost with the link leaves one end of a connection, which knows of nothing.</summary>
    [RootFact]
    public async Task Connection_WhenItsOtherEndInAnotherNamespaceIsGone_ThenThatIsMissed()
    {
        await using var link = await VethPair.CreateAsync();
        await using var built = await Topology.StartAsync(
            $"""
            import struct, threading
            signal.signal(signal.SIGUSR1, lambda *_: kept[-1].close())
            l = listener(AF_INET, ('{link.Right.IPv4}', 8080))
            def take():
                a = l.accept()[0]
                a.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack('ii', 1, 0))
                keep(a)
            threading.Thread(target=take).start()
            stay('server')
            """, ["server"], link.Right.Namespace);
        await built.AddAsync(
            $"connected(AF_INET, ('{link.Right.IPv4}', 8080))\nstay('client')", ["client"], link.Left.Namespace);
        await Eventually.HoldsAsync(() => built.EndsOf(ProcessMap.Capture(), "server").Count == 2);
        built.AssertEdges("client tcp Connected -> server tcp Accepted");

        await link.Right.Namespace.IpAsync($"link set {link.Right.Interface} down\n");
        await Child.RunAsync(string.Create(CultureInfo.InvariantCulture, $"kill -USR1 {built.IdOf("server")}"));
        await Eventually.HoldsAsync(() => built.EndsOf(ProcessMap.Capture(), "server").Count == 1);

        var map = built.AssertEdges($"client tcp Connected -> Unseen tcp {link.Right.IPv4}:8080");
        Assert.Contains(
            map.Gaps, gap => gap.Reason.StartsWith("nobody has them, at addresses", StringComparison.Ordinal));
    }

    [RootFact]
    public async Task Addresses_WhenSeveralNamespacesHaveThem_ThenNothingIsJoinedByThem()
    {
        await using var one = await VethPair.CreateAsync();
        await using var other = await VethPair.CreateAsync();
        var (left, right) = (one.Left.IPv4, one.Right.IPv4);
        await other.Left.Namespace.IpAsync($"address add {left}/24 dev {other.Left.Interface}\n");
        await other.Right.Namespace.IpAsync($"address add {right}/24 dev {other.Right.Interface}\n");
        await using var built = await Topology.StartAsync(
            "stay('nobody')", ["nobody"], one.Left.Namespace);
        foreach (var (link, name) in new[] { (one, "one"), (other, "other") })
        {
            await built.AddAsync(
                $"""
                bound(AF_INET, ('{right}', 9000)).connect(('{left}', 9001))
                bound(AF_INET, ('{right}', 9002))
                listener(AF_INET, ('{right}', 8080))
                stay('{name}-right')
                """, [$"{name}-right"], link.Right.Namespace);
            await built.AddAsync(
                $"""
                bound(AF_INET, ('{left}', 9001)).connect(('{right}', 9000))
                connected(AF_INET, ('{right}', 9002), SOCK_DGRAM)
                bound(AF_INET, ('{left}', 40000), SOCK_STREAM).connect(('{right}', 8080))
                stay('{name}-left')
                """, [$"{name}-left"], link.Left.Namespace);
        }

        built.AssertEdges(
        [
            .. from name in new[] { "one", "other" }
               from edge in new[]
               {
                   $"{name}-left tcp Connected -> Unseen tcp {right}:8080",
                   $"{name}-left udp Connected => Unseen udp {right}:9000",
                   $"{name}-left udp Connected => Unseen udp {right}:9002",
                   $"{name}-right udp Connected => Unseen udp {left}:9001",
               }
               select edge,
        ]);
    }
}
