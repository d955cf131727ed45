using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using static Soquete.Tests.Mapping.Support.HandMadeMap;
using static Soquete.Tests.Mapping.Support.MapBuilder;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Tables of TCP and UDP as the kernel can give them, but seldom does when a test looks.</summary>
public class InternetJoiningTests
{
    private const string Nobody = "0.0.0.0:0";

    [Fact]
    public void Namespaces_WhenTheyHaveTheSameNames_ThenEachConnectionIsItsOwn()
    {
        var table = new HandMadeTable();
        foreach (var space in new ulong[] { 1, 2 })
        {
            var inode = (uint)space * 10;
            table.With(Tcp("10.0.0.1:80", Nobody, inode, SocketState.Listening, space), $"server{space}")
                .With(Tcp("10.0.0.2:40000", "10.0.0.1:80", inode + 1, space: space), $"client{space}")
                .With(Tcp("10.0.0.1:80", "10.0.0.2:40000", inode + 2, space: space), $"server{space}");
        }

        var map = table.AssertEdges(
            "client1 tcp Connected -> server1 tcp Accepted", "client2 tcp Connected -> server2 tcp Accepted");
        Assert.All(map.Ends.Where(end => end.Role == MapRole.Accepted), end => Assert.Equal(
            end.Socket!.NetworkNamespace, end.Listener!.Socket!.NetworkNamespace));
        Assert.Empty(map.Gaps);
    }

    [Fact]
    public void Clients_WhenTwoNamespacesHaveTheOneOfAServer_ThenNobodyIsGuessed() => new HandMadeTable()
        .With(Tcp("10.0.0.2:40000", "10.0.0.1:80", 1, space: 1), "one")
        .With(Tcp("10.0.0.2:40000", "10.0.0.1:80", 2, space: 2), "two")
        .With(Tcp("10.0.0.1:80", "10.0.0.2:40000", 3, space: 3), "server")
        .With(Tcp("10.0.0.1:80", Nobody, 4, SocketState.Listening, space: 3), "server")
        .AssertEdges(
            "one tcp Connected -> Remote tcp 10.0.0.1:80", "two tcp Connected -> Remote tcp 10.0.0.1:80",
            "Remote tcp 10.0.0.2:40000 -> server tcp Accepted");

    /// <summary>127.0.0.1 of one namespace is not that of another.</summary>
    [Fact]
    public void Loopbacks_WhenOfTwoNamespaces_ThenAreNotJoined()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 1, space: 1), "client")
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 2, space: 2), "server")
            .AssertEdges(
                "client tcp Connected -> Unseen tcp 127.0.0.1:80", "server tcp None -- Unseen tcp 127.0.0.1:40000");
        Assert.Equal("the other ends of 2 sockets", Assert.Single(map.Gaps).What);
    }

    [Fact]
    public void Socket_WhenInTheTableTwice_ThenIsOneEnd()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:80", Nobody, 1, SocketState.Listening), "server")
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 2), "server")
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3), "client")
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 2, SocketState.CloseWait))
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3, SocketState.FinWait2))
            .AssertEdges("client tcp Connected -> server tcp Accepted");
        Assert.Equal(3, map.Ends.Count);
    }

    /// <summary>What nobody has accepted has no inode, and a cookie all the same.</summary>
    [Fact]
    public void Socket_WhenWithoutInodeAndInTheTableTwice_ThenIsOneEnd()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:80", Nobody, 1, SocketState.Listening), "server")
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 0, cookie: 7))
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 0, cookie: 7))
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3), "client")
            .AssertEdges("client tcp Connected ~> server tcp Listener");
        Assert.Equal(3, map.Ends.Count);
        Assert.Empty(map.Gaps);
    }

    [Fact]
    public void Sockets_WhenWithoutInode_ThenAreNotTakenForOne()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:80", Nobody, 1, SocketState.Listening), "server")
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 0, cookie: 7))
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40001", 0, cookie: 8))
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40002", 0, SocketState.TimeWait, cookie: 0))
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40003", 0, SocketState.TimeWait, cookie: 0))
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3), "client")
            .With(Tcp("127.0.0.1:40001", "127.0.0.1:80", 4), "client")
            .Holding("client", 0)
            .AssertEdges(
                "client tcp Connected ~> server tcp Listener", "client tcp Connected ~> server tcp Listener");
        Assert.Equal(7, map.Ends.Count);
        Assert.DoesNotContain(map.Ends, end => end is { Inode: 0, Holders.Count: > 0 });
        Assert.Equal("1 descriptor of sockets", Assert.Single(map.Gaps).What);
    }

    [Fact]
    public void Listener_WhenItWentBetweenTheReadings_ThenNobodyHasIt()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:80", Nobody, 1, SocketState.Listening))
            .With(Tcp("127.0.0.1:80", "127.0.0.1:40000", 2), "server")
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3), "client")
            .WithGone(inode: 1)
            .AssertEdges("client tcp Connected -> server tcp Accepted");
        var listener = map.Ends.Single(end => end.Role == MapRole.Listener);
        Assert.Equal("(no process)", MapLabel.Holders(listener));
        Assert.Same(listener, map.Ends.Single(end => end.Role == MapRole.Accepted).Listener);
    }

    [Theory]
    [InlineData(40000, 80, "client tcp Connected -> server tcp Accepted")]
    [InlineData(80, 40000, "server tcp Connected -> client tcp Accepted")]
    [InlineData(40000, 40001, "client tcp None -- server tcp None")]
    [InlineData(79, 80, "client tcp None -- server tcp None")]
    public void Listener_WhenItWasNotRead_ThenAPortOfTheKernelsTellsOrNothingDoes(int port, int other, string edge) =>
        new HandMadeTable()
            .With(Tcp($"127.0.0.1:{port}", $"127.0.0.1:{other}", 1), "client")
            .With(Tcp($"127.0.0.1:{other}", $"127.0.0.1:{port}", 2), "server")
            .AssertEdges(edge);

    [Fact]
    public void MappedIPv4_WhenTheOtherEndIsPlain_ThenIsJoined()
    {
        var map = new HandMadeTable()
            .With(Tcp("[::]:80", "[::]:0", 1, SocketState.Listening), "server")
            .With(Tcp("[::ffff:127.0.0.1]:80", "[::ffff:127.0.0.1]:40000", 2), "server")
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 3), "client")
            .With(Udp("[::ffff:10.0.0.1]:53", "[::ffff:10.0.0.2]:40000", 4), "server")
            .With(Udp("10.0.0.2:40000", "10.0.0.1:53", 5, space: 2), "client")
            .AssertEdges(
                "client tcp Connected -> server tcp Accepted", "client udp Connected -> server udp Connected");
        Assert.Equal(1u, map.Ends.Single(end => end.Role == MapRole.Accepted).Listener!.Inode);
    }

    /// <summary>ip(7), ipv6(7): the exact address first, then every one of its kind, then IPv6's for both.</summary>
    [Theory]
    [InlineData("127.0.0.1:53", "0.0.0.0:53", false, "exact")]
    [InlineData("127.0.0.9:53", "0.0.0.0:53", false, "every")]
    [InlineData("127.0.0.9:53", "[::]:53", false, "every")]
    [InlineData("127.0.0.9:53", "[::]:53", true, null)]
    [InlineData("[::1]:53", "[::]:53", true, "every")]
    [InlineData("[::1]:53", "0.0.0.0:53", false, null)]
    [InlineData("127.0.0.1:54", "0.0.0.0:53", false, null)]
    public void Datagrams_WhenForEveryAddress_ThenTheNearestOneGetsThem(
        string remote, string every, bool isIPv6Only, string? receiver)
    {
        var wildcard = new InternetSocketEntry(SocketFamilies.Udp, Name(every), Name("0.0.0.0:0"))
        {
            Inode = 1, NetworkNamespace = 1, State = SocketState.Unconnected, IsIPv6Only = isIPv6Only,
        };
        var local = remote.StartsWith('[') ? "[::1]:40000" : "127.0.0.1:40000";
        new HandMadeTable()
            .With(wildcard, "every")
            .With(Udp("127.0.0.1:53", Nobody, 2), "exact")
            .With(Udp(local, remote, 3), "sender")
            .AssertEdges(receiver is null
                ? $"sender udp Connected => Unseen udp {remote}"
                : $"sender udp Connected => {receiver} udp Bound");
    }

    /// <summary>A socket for every address here is not what another machine's is.</summary>
    [Fact]
    public void Datagrams_WhenToAnotherMachine_ThenNoWildcardOfThisOneGetsThem() => new HandMadeTable()
        .With(Udp("0.0.0.0:53", Nobody, 1), "here")
        .With(Udp("10.0.0.2:40000", "10.0.0.1:53", 2), "sender")
        .AssertEdges("sender udp Connected -> Remote udp 10.0.0.1:53");

    [Fact]
    public void Ports_WhenTheyAreZero_ThenNothingIsJoined()
    {
        var map = new HandMadeTable()
            .With(Udp("127.0.0.1:0", Nobody, 1), "one")
            .With(Udp("127.0.0.1:40000", "127.0.0.1:0", 2), "two")
            .With(Udp("127.0.0.1:0", "127.0.0.1:40000", 3), "three")
            .With(Tcp(Nobody, Nobody, 4, SocketState.Unconnected), "four")
            .With(Tcp("127.0.0.1:0", "10.0.0.1:0", 5, SocketState.Unconnected), "five")
            .With(new InternetSocketEntry(SocketFamilies.Raw, Name("127.0.0.1:17"), Name("127.0.0.1:0"))
            {
                Inode = 6, NetworkNamespace = 1,
            }, "six")
            .AssertEdges("three udp Connected => two udp Bound");
        Assert.Equal(
            "None Bound Connected None None Bound",
            string.Join(' ', map.Ends.Take(6).Select(end => end.Role)));
    }

    [Fact]
    public void Gaps_WhenSomethingCouldNotBeRead_ThenEachIsCountedWithItsReason()
    {
        var map = new HandMadeTable()
            .WithGap("vsock sockets", "the kernel has no diagnostics of them")
            .WithHidden("theirs").WithHidden("theirs too")
            .With(Tcp("127.0.0.1:40000", "127.0.0.1:80", 1), "client")
            .With(Tcp("127.0.0.1:80", Nobody, 2, SocketState.Listening))
            .Holding("client", 99).Holding("client", 98)
            .AssertEdges("client tcp Connected -> Unseen tcp 127.0.0.1:80");
        Assert.Equal(
            [
                "vsock sockets", "descriptors of 2 processes", "2 descriptors of sockets",
                "the other ends of 1 socket",
            ],
            map.Gaps.Select(gap => gap.What));
        Assert.All(map.Gaps, gap => Assert.NotEmpty(gap.Reason));
        Assert.Equal(["theirs", "theirs too", "client"], map.Processes.Select(process => process.Name));
    }

    [Fact]
    public void Descriptors_WhenNotAllSocketsWereAskedFor_ThenAreNoGap() => Assert.Empty(
        new HandMadeTable { IsWhole = false }.Holding("client", 99).AssertEdges().Gaps);
}
