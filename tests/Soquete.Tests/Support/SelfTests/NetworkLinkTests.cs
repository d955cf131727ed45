using System.Net;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Support.SelfTests;

public class NetworkLinkTests
{
    private const int Port = 5000;

    [RootFact]
    public async Task Neighbours_WhenTheySpeak_ThenEachAddressWorks()
    {
        await using var pair = await VethPair.CreateAsync();
        foreach (var target in new[]
        {
            $"UDP4:{pair.Right.IPv4}:{Port}",
            $"UDP6:[{pair.Right.IPv6}]:{Port}",
            $"UDP6:[{pair.Left.Zoned(pair.Right.LinkLocal)}]:{Port}",
        })
        {
            await using var echo = pair.Right.Namespace.Start(
                "socat", $"{target[..4]}-RECVFROM:{Port}", "SYSTEM:read word; echo $word and back");
            await BoundPorts.UdpAsync(pair.Right.Namespace, Port);
            await using var asking = pair.Left.Namespace.Start("socat", "STDIO", target);
            await asking.Input.WriteLineAsync("there");
            Assert.Equal("there and back", await asking.LineAsync("and back"));
        }
    }

    [RootFact]
    public async Task Neighbours_WhenOneBroadcasts_ThenTheOtherHears()
    {
        await using var pair = await VethPair.CreateAsync();
        await HearsAsync(pair, $"UDP4-RECVFROM:{Port}", $"UDP4-DATAGRAM:{pair.Left.Broadcast}:{Port},broadcast");
    }

    [RootFact]
    public async Task Neighbours_WhenOneMulticasts_ThenTheOtherHears()
    {
        await using var pair = await VethPair.CreateAsync();
        await HearsAsync(
            pair, $"UDP4-RECVFROM:{Port},ip-add-membership=239.1.2.3:{pair.Right.Interface}",
            $"UDP4-DATAGRAM:239.1.2.3:{Port}");
        await HearsAsync(
            pair, $"UDP6-RECVFROM:{Port},ipv6-join-group=[ff02::1234]:{pair.Right.Interface}",
            $"UDP6-DATAGRAM:[ff02::1234%{pair.Left.Interface}]:{Port}");
    }

    [RootFact]
    public async Task Link_WhenMade_ThenItsIndexIsTheInterfaces()
    {
        await using var pair = await VethPair.CreateAsync(mtu: 9000);
        var link = await pair.Left.Namespace.IpAsync($"link show dev {pair.Left.Interface}\n");
        Assert.StartsWith($"{pair.Left.Index}: {pair.Left.Interface}@", link, StringComparison.Ordinal);
        Assert.Contains(" mtu 9000 ", link, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task Router_WhenThePacketIsTooBigBeyond_ThenTheSenderIsTold()
    {
        await using var pair = await RoutedPair.CreateAsync(rightMtu: 1300);
        Assert.Equal("path mtu 1300", await PathMtuAsync(pair.Left, pair.Right.IPv4, "AF_INET", 20));
        Assert.Equal("path mtu 1300", await PathMtuAsync(pair.Left, pair.Right.IPv6, "AF_INET6", 40));
    }

    private static async Task HearsAsync(VethPair pair, string receiver, string sender)
    {
        await using var hearing = pair.Right.Namespace.Start("socat", "-u", receiver, "STDOUT");
        await BoundPorts.UdpAsync(pair.Right.Namespace, Port);
        await using var speaking = pair.Left.Namespace.StartScript($"echo to all | socat -u STDIN '{sender}'");
        await speaking.EndAsync(0);
        await hearing.LineAsync("to all");
        await hearing.EndAsync(0);
    }

    /// <summary>The first datagram passes the first link; what the router says fails one of the next two.</summary>
    private static async Task<string> PathMtuAsync(LinkEnd from, IPAddress to, string family, int header)
    {
        // Python has no names for IP_MTU_DISCOVER, IP_MTU and IP_RECVERR, and IPv6's; IP_PMTUDISC_DO is 2.
        await using var sending = from.Namespace.Start("python3", "-c", """
            import errno, select, socket, sys
            family, to, header = getattr(socket, sys.argv[1]), sys.argv[2], int(sys.argv[3])
            level, discover, mtu, errors = (0, 10, 14, 11) if family == socket.AF_INET else (41, 23, 24, 25)
            s = socket.socket(family, socket.SOCK_DGRAM)
            s.setsockopt(level, discover, 2)
            s.setsockopt(level, errors, 1)
            s.connect((to, 5000))
            s.send(bytes(1500 - header - 8))
            poll = select.poll()
            poll.register(s, 0)
            poll.poll(30000)
            try:
                s.send(bytes(1500 - header - 8))
                s.send(bytes(1500 - header - 8))
            except OSError as e:
                assert e.errno == errno.EMSGSIZE, e
                print("path mtu", s.getsockopt(level, mtu))
            """, family, to.ToString(), $"{header}");
        return (await sending.EndAsync(0)).TrimEnd('\n');
    }
}
