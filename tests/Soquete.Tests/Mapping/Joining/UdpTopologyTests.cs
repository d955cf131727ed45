using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Sockets of UDP, compared edge by edge with what was built.</summary>
public class UdpTopologyTests
{
    [RootFact]
    public async Task Sockets_WhenConnectedOneWay_ThenAreJoinedThatWay()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            def server():
                bound(AF_INET, ('127.0.0.1', 7001))
                bound(AF_INET, ('0.0.0.0', 7002))
                both = keep(socket(AF_INET6, SOCK_DGRAM))
                both.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
                both.bind(('::', 7003))
                six = keep(socket(AF_INET6, SOCK_DGRAM))
                six.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)
                six.bind(('::', 7004))
            child('server', server)
            for port in (7001, 7002, 7003):
                connected(AF_INET, ('127.0.0.1', port), SOCK_DGRAM)
            connected(AF_INET6, ('::1', 7003), SOCK_DGRAM)
            connected(AF_INET6, ('::1', 7004), SOCK_DGRAM)
            connected(AF_INET, ('127.0.0.1', 7004), SOCK_DGRAM)
            stay('client')
            """, ["server", "client"]);
        var map = built.AssertEdges(
            [
                .. Enumerable.Repeat("client udp Connected => server udp Bound", 5),
                "client udp Connected => Unseen udp 127.0.0.1:7004",
            ]);
        Assert.Contains(map.Gaps, gap => gap.What.StartsWith("the other ends of ", StringComparison.Ordinal));
    }

    [RootFact]
    public async Task Sockets_WhenConnectedToEachOther_ThenAreJoinedBothWays()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            one = bound(AF_INET, ('127.0.0.1', 7001))
            two = bound(AF_INET, ('127.0.0.1', 7002))
            one.connect(two.getsockname())
            two.connect(one.getsockname())
            def close_two(): two.close()
            child('one', close_two)
            one.close()
            stay('two')
            """, ["one", "two"]);
        built.AssertEdges("one udp Connected -- two udp Connected");
    }
}
