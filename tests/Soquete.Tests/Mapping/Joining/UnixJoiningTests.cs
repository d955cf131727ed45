using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.Mapping.Processes;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using static Soquete.Tests.Mapping.Support.HandMadeMap;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Tables of the unix domain, of vsock and of pipes as they can be read, but seldom are.</summary>
public class UnixJoiningTests
{
    [Fact]
    public void Peer_WhenItIsNotInTheTable_ThenIsUnseenAndCounted()
    {
        var map = new HandMadeTable()
            .With(Unix(1, name: "/run/x", state: SocketState.Listening), "server")
            .With(Unix(2, peer: 90, name: "/run/x"), "server")
            .With(Unix(3, peer: 91), "client")
            .AssertEdges("Unseen unix #90 -> server unix Accepted", "client unix None -- Unseen unix #91");
        Assert.Equal("the other ends of 2 sockets", Assert.Single(map.Gaps).What);
        Assert.Equal([90ul, 91ul], map.Ends.Where(end => end.Kind == MapEndKind.Unseen).Select(end => end.Inode));
    }

    /// <summary>The table has each socket as it was at its own moment.</summary>
    [Fact]
    public void Client_WhenItWasReadBeforeItWasAccepted_ThenItIsTheOneThatConnected() => new HandMadeTable()
        .With(Unix(1, state: SocketState.Unconnected), "client")
        .With(Unix(2, name: "/run/x", state: SocketState.Listening), "server")
        .With(Unix(3, peer: 1, name: "/run/x"), "server")
        .AssertEdges("client unix Connected -> server unix Accepted");

    [Fact]
    public void Client_WhenItWasAcceptedWhileItWasRead_ThenItWaitsNoMore() => new HandMadeTable()
        .With(Unix(2, name: "/run/x", state: SocketState.Listening, waiting: [1]), "server")
        .With(Unix(1, peer: 3), "client")
        .With(Unix(3, peer: 1, name: "/run/x"), "server")
        .AssertEdges("client unix Connected -> server unix Accepted");

    [Fact]
    public void Number_WhenAnotherSocketHasItByNow_ThenNobodyIsJoinedToThat()
    {
        var map = new HandMadeTable()
            .With(Tcp("127.0.0.1:80", "0.0.0.0:0", 1, SocketState.Listening), "web")
            .With(Unix(2, peer: 1), "client")
            .With(Unix(3, name: "/run/x", state: SocketState.Listening, waiting: [0, 1, 77]), "server")
            .With(Unix(4, peer: 5), "one")
            .With(Unix(5, peer: 4), "other")
            .With(Unix(6, peer: 5), "late")
            .AssertEdges(
                "client unix None -- Unseen unix #1", "one unix Paired -- other unix Paired",
                "late unix None -- Unseen unix #5");
        Assert.Equal("the other ends of 2 sockets", Assert.Single(map.Gaps).What);
    }

    /// <summary>Two of the same abstract name are two, each in its network namespace; a path is one for all.</summary>
    [Fact]
    public void Names_WhenAbstract_ThenAreOfTheirNamespace()
    {
        var map = new HandMadeTable()
            .With(Unix(1, name: "@x", state: SocketState.Listening, space: 1), "one")
            .With(Unix(2, name: "@x", state: SocketState.Listening, space: 2), "two")
            .With(Unix(3, peer: 4, name: "@x", space: 2), "two")
            .With(Unix(4, peer: 3, space: 2), "client")
            .With(Unix(5, name: "/x", state: SocketState.Listening, space: 1), "path")
            .With(Unix(6, peer: 7, name: "/x", space: 1), "path")
            .With(Unix(7, peer: 6, space: 2), "client")
            .AssertEdges("client unix Connected -> two unix Accepted", "client unix Connected -> path unix Accepted");
        Assert.Equal(
            [2u, 5u], map.Ends.Where(end => end.Role == MapRole.Accepted).Select(end => (uint)end.Listener!.Inode));
    }

    [Fact]
    public void Datagrams_WhenManySendToOne_ThenEachHasItsEdge() => new HandMadeTable()
        .With(Unix(1, name: "/dev/log", type: SocketType.Dgram, state: SocketState.Unconnected), "log")
        .With(Unix(2, peer: 1, type: SocketType.Dgram), "one")
        .With(Unix(3, peer: 1, type: SocketType.Dgram), "two")
        .With(Unix(4, peer: 4, type: SocketType.Dgram, name: "/self"), "self")
        .AssertEdges(
            "one unix-dgram Connected => log unix-dgram Bound", "two unix-dgram Connected => log unix-dgram Bound",
            "self unix-dgram Connected -- self unix-dgram Connected");

    [Fact]
    public void Vsock_WhenBothEndsAreHereOrOne_ThenTheListenerTellsWhoConnected() => new HandMadeTable()
        .With(Vsock(1, (3, 80), (uint.MaxValue, uint.MaxValue), SocketState.Listening), "server")
        .With(Vsock(2, (3, 80), (3, 1000)), "server")
        .With(Vsock(3, (3, 1000), (3, 80)), "client")
        .With(Vsock(4, (3, 80), (2, 1000)), "server")
        .With(Vsock(5, (3, 1001), (2, 22)), "client")
        .AssertEdges(
            "client vsock Connected -> server vsock Accepted", "Remote vsock 2:1000 -> server vsock Accepted",
            "client vsock Connected -> Remote vsock 2:22");

    /// <summary>Inodes of pipes are one file system's, and those of FIFOs others'.</summary>
    [Fact]
    public void Pipes_WhenFifosHaveTheirNumbers_ThenAreOthers() => new HandMadeTable()
        .Holding("a", 7, HeldKind.Writer).Holding("b", 7, HeldKind.Reader).Holding("c", 7, HeldKind.Writer)
        .Holding("d", 8, HeldKind.Writer)
        .HoldingFifo("e", 7, HeldKind.Writer, 1, "/one").HoldingFifo("f", 7, HeldKind.Reader, 1, "/one")
        .HoldingFifo("g", 7, HeldKind.Reader, 2, "/two")
        .AssertEdges("a+c pipe Writer => b pipe Reader", "e fifo Writer => f fifo Reader");

    private static VsockSocketEntry Vsock(
        uint inode, (uint, uint) local, (uint, uint) remote, SocketState state = SocketState.Established) => new()
    {
        Inode = inode, Cookie = inode, Local = local, Remote = remote, State = state, Type = SocketType.Stream,
    };
}
