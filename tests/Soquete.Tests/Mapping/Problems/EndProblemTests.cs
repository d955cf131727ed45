using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.Mapping.Problems;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;
using static Soquete.Tests.Mapping.Support.MapBuilder;

namespace Soquete.Tests.Mapping.Problems;

/// <summary>What is wrong with sockets.</summary>
public class EndProblemTests
{
    [RootFact]
    public async Task Queues_WhenNobodyReads_ThenTheFullOnesAreTold()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            def fill(s):
                s.setblocking(False)
                try:
                    while True: s.send(bytes(4096))
                except BlockingIOError: pass
            l = listener(AF_INET, ('127.0.0.1', 8080))
            c = connected(AF_INET, ('127.0.0.1', 8080))
            a = keep(l.accept()[0])
            fill(c)
            one, two = keep(socketpair())
            fill(one)
            idle = keep(socketpair())
            u = bound(AF_INET, ('127.0.0.1', 7001))
            s = connected(AF_INET, ('127.0.0.1', 7001), SOCK_DGRAM)
            for _ in range(1000): s.send(bytes(1000))
            stay('alone')
            """, ["alone"]);
        var map = ProcessMap.Capture();
        var found = built.EndsOf(map, "alone").SelectMany(
            end => end.Problems.Select(problem => $"{end.Scheme} {end.Role} {problem.Kind}"));
        Assert.Equal(
            [
                "tcp Accepted FullReceiveQueue", "tcp Connected FullSendQueue", "udp Bound Drops",
                "udp Bound FullReceiveQueue", "unix Paired FullSendQueue",
            ],
            found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(SocketState.CloseWait, 61, true)]
    [InlineData(SocketState.FinWait2, 60, true)]
    [InlineData(SocketState.CloseWait, 59, false)]
    [InlineData(SocketState.Established, 600, false)]
    public void Connection_WhenHalfOpen_ThenThatIsToldAfterAMinute(SocketState state, int seconds, bool isProblem)
    {
        var problems = EndProblems.Of(With(state, new TcpStatus { SinceHeard = TimeSpan.FromSeconds(seconds) }));
        Assert.Equal(isProblem ? [MapProblemKind.HalfOpen] : [], problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void Connection_WhenItSendsAgain_ThenThatIsTold()
    {
        var problems = EndProblems.Of(With(SocketState.Established, new TcpStatus { Retransmitting = 3 }));
        Assert.Equal(MapProblemKind.Retransmitting, Assert.Single(problems).Kind);
    }

    /// <summary>TCP counts other things there than what an application loses.</summary>
    [Theory]
    [InlineData(SocketType.Dgram, true)]
    [InlineData(SocketType.Stream, false)]
    public void Drops_WhenOfAStream_ThenAreNoProblem(SocketType type, bool isProblem)
    {
        var socket = new UnixSocketEntry
        {
            Inode = 1, Type = type, State = SocketState.Established, Memory = new SocketMemory(0, 9, 0, 9, 0, 0, 5),
        };
        Assert.Equal(isProblem ? 1 : 0, EndProblems.Of(socket).Count);
    }

    private static InternetSocketEntry With(SocketState state, TcpStatus status) =>
        new(SocketFamilies.Tcp, Name("127.0.0.1:1"), Name("127.0.0.1:2"))
        {
            Inode = 1, Type = SocketType.Stream, State = state, Tcp = status,
        };
}
