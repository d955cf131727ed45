using System.Globalization;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.SocketTables;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Sockets of MPTCP, whose connections of TCP are parts of them.</summary>
public class MultipathTopologyTests
{
    private const string SecondPath = "198.51.100.8";

    [RootFact]
    public async Task Sockets_WhenConnected_ThenTheyAreJoinedAndTheirPartsAreNot()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            MPTCP = 262
            l = keep(socket(AF_INET, SOCK_STREAM, MPTCP))
            l.bind(('127.0.0.1', 8080))
            l.listen(8)
            def client():
                l.close()
                c = keep(socket(AF_INET, SOCK_STREAM, MPTCP))
                c.connect(('127.0.0.1', 8080))
                c.sendall(b'12345')
            child('client', client)
            keep(l.accept()[0])
            stay('server')
            """, ["client", "server"]);
        await Eventually.HoldsAsync(
            () => built.EndsOf(ProcessMap.Capture(), "server").Any(end => end.Socket!.ReceiveQueue >= 5));
        var map = built.AssertEdges("client mptcp Connected -> server mptcp Accepted");
        var accepted = built.EndsOf(map, "server").Single(end => end.Role == MapRole.Accepted);
        Assert.Equal("mptcp", accepted.Listener!.Scheme);
        Assert.Equal(SocketFamilies.Mptcp, accepted.Socket!.Family);
        var space = accepted.Socket.NetworkNamespace;
        var parts = map.Ends.Where(end => end.Socket?.NetworkNamespace == space && end.Scheme == "mptcp-subflow")
            .ToList();
        Assert.Equal(3, parts.Count);
        Assert.All(parts, part => Assert.Empty(part.Holders));
        Assert.All(parts, part => Assert.Empty(map.EdgesOf(part)));
        Assert.Contains(parts, part => part.Inode == accepted.Inode);
        Assert.DoesNotContain(map.Ends, end => end.Socket?.NetworkNamespace == space && end.Scheme == "tcp");
    }

    [RootFact]
    public async Task Sockets_WhenTheOtherOneKnowsTcpAlone_ThenTheyAreJoinedToIt()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            MPTCP = 262
            l = keep(socket(AF_INET, SOCK_STREAM, MPTCP))
            l.bind(('127.0.0.1', 8080))
            l.listen(8)
            plain = listener(AF_INET, ('127.0.0.1', 8081))
            def client():
                l.close()
                plain.close()
                connected(AF_INET, ('127.0.0.1', 8080))
                keep(socket(AF_INET, SOCK_STREAM, MPTCP)).connect(('127.0.0.1', 8081))
            child('client', client)
            keep(l.accept()[0])
            keep(plain.accept()[0])
            stay('server')
            """, ["client", "server"]);
        built.AssertEdges(
            "client tcp Connected -> server tcp Accepted", "client mptcp Connected -> server tcp Accepted");
    }

    [RootFact]
    public async Task Socket_WhenNobodyAcceptsIt_ThenWaitsAtTheListener()
    {
        await using var built = await Topology.StartInsideAsync(
            """
            l = keep(socket(AF_INET6, SOCK_STREAM, 262))
            l.bind(('::', 8080))
            l.listen(8)
            def client():
                l.close()
                keep(socket(AF_INET, SOCK_STREAM, 262)).connect(('127.0.0.1', 8080))
            child('client', client)
            stay('server')
            """, ["client", "server"]);
        built.AssertEdges("client mptcp Connected ~> server mptcp Listener");
    }

    /// <summary>All connections of a socket have its inode: none is taken for the first one again.</summary>
    [RootFact]
    public async Task Sockets_WhenTheyHaveTwoPaths_ThenEachIsThereAndTheyAreOneEdge()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await inside.IpAsync($"""
            address add {SecondPath}/32 dev lo
            mptcp limits set subflow 2 add_addr_accepted 2
            mptcp endpoint add {SecondPath} dev lo subflow

            """);
        await using var built = await Topology.StartAsync(
            """
            l = keep(socket(AF_INET, SOCK_STREAM, 262))
            l.bind(('0.0.0.0', 8080))
            l.listen(8)
            def client():
                l.close()
                keep(socket(AF_INET, SOCK_STREAM, 262)).connect(('127.0.0.1', 8080))
                kept[-1].sendall(b'12345')
            child('client', client)
            keep(l.accept()[0])
            kept[-1].recv(5)
            kept[-1].sendall(b'54321')
            stay('server')
            """, ["client", "server"], inside);
        await Eventually.HoldsAsync(() => PartsOf(ProcessMap.Capture(), built).Count == 2);
        var map = built.AssertEdges("client mptcp Connected -> server mptcp Accepted");
        Assert.Equal(
            ["127.0.0.1", SecondPath],
            PartsOf(map, built).Select(part => ((InternetSocketEntry)part.Socket!).Local.Address.ToString())
                .Order(StringComparer.Ordinal));
    }

    [RootFact]
    public async Task Socket_WhenItsConnectionIsCut_ThenItHasTheProblem()
    {
        await using var link = await VethPair.CreateAsync();
        await using var built = await Topology.StartAsync(
            $"""
            l = keep(socket(AF_INET, SOCK_STREAM, 262))
            l.bind(('{link.Right.IPv4}', 8080))
            l.listen(8)
            stay('server')
            """, ["server"], link.Right.Namespace);
        await built.AddAsync(
            $"""
            signal.signal(signal.SIGUSR1, lambda *_: kept[-1].sendall(b'lost'))
            keep(socket(AF_INET, SOCK_STREAM, 262)).connect(('{link.Right.IPv4}', 8080))
            stay('client')
            """, ["client"], link.Left.Namespace);
        await link.Right.Namespace.IpAsync($"link set {link.Right.Interface} down\n");
        await Child.RunAsync(string.Create(CultureInfo.InvariantCulture, $"kill -USR1 {built.IdOf("client")}"));
        await Eventually.HoldsAsync(() => Problems().Contains(MapProblemKind.Retransmitting));

        List<MapProblemKind> Problems() =>
            [.. built.EndsOf(ProcessMap.Capture(), "client").Single().Problems.Select(problem => problem.Kind)];
    }

    [RootFact]
    public async Task Table_WhenComparedWithSs_ThenEachSocketIsTheSame()
    {
        await using var inside = await NetworkNamespace.CreateAsync();
        await using var built = await Topology.StartAsync(
            """
            for family, name in ((AF_INET, '127.0.0.1'), (AF_INET6, '::1')):
                l = keep(socket(family, SOCK_STREAM, 262))
                l.bind((name, 8080))
                l.listen(8)
                keep(socket(family, SOCK_STREAM, 262)).connect((name, 8080))
                kept[-1].sendall(b'1234567')
                keep(l.accept()[0])
            stay('both')
            """, ["both"], inside);
        var rows = (await SsRow.ReadAsync(inside, "-tM")).Where(row => row.Kind == "mptcp").ToList();
        var entries = Tables.Inside(inside).Sockets.OfType<InternetSocketEntry>()
            .Where(entry => entry.Family == SocketFamilies.Mptcp).ToList();
        Assert.Equal(6, rows.Count);
        Assert.Equal(
            rows.Select(row => (row.Cookie, row.Inode, row.State)).Order(),
            entries.Select(entry => (entry.Cookie, entry.Inode, SsRow.NameOf(entry.State))).Order());
    }

    /// <summary>The client's connections.</summary>
    private static List<MapEnd> PartsOf(ProcessMap map, Topology built)
    {
        var inode = built.EndsOf(map, "client").Single().Inode;
        return [.. map.Ends.Where(end => end.Scheme == "mptcp-subflow" && end.Inode == inode)];
    }
}
