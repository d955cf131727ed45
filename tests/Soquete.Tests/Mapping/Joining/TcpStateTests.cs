using System.Globalization;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.SocketTables;
using Soquete.Tests.Support;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>Connections of TCP in each of its states, as the map tells them.</summary>
public class TcpStateTests(FrozenStates states) : IClassFixture<FrozenStates>
{
    private static readonly MapSelection WithProblems = new() { Problems = true };

    /// <summary>Of the one that is over the kernel keeps one end: there is nobody to be joined to.</summary>
    [RootFact]
    public void Connections_WhenInEachState_ThenBothEndsAreJoinedAsTheyAre() => Assert.Equal(
        [
            "closed: client Connected FIN-WAIT-1 -> server Accepted ESTAB",
            "closing: client Connected CLOSING -> server Accepted FIN-WAIT-1",
            "half: client Connected FIN-WAIT-2 -> server Accepted CLOSE-WAIT",
            "heard: client Connected SYN-SENT ~> server Listener LISTEN",
            "last: client Connected FIN-WAIT-2 -> server Accepted LAST-ACK",
            "sending: client Connected ESTAB -> server Accepted ESTAB",
            "unheard: client Connected SYN-SENT ~> server Listener LISTEN",
        ],
        ProcessMap.Capture().Edges.Where(edge => HostOf(edge.From) is not null).Select(Text)
            .Order(StringComparer.Ordinal));

    [RootFact]
    public async Task States_WhenComparedWithSs_ThenAreTheSameCountForCount()
    {
        var map = ProcessMap.Capture();
        foreach (var (inside, host) in new[] { (states.Client, "client"), (states.Server, "server") })
        {
            var rows = await SsRow.ReadAsync(inside, "-tu");
            Assert.Equal(
                rows.Select(row => (row.Cookie, row.State)).Order(),
                map.Ends.Where(end => HostOf(end) == host)
                    .Select(end => (end.Socket!.Cookie, SsRow.NameOf(end.Socket.State))).Order());
        }
    }

    [RootFact]
    public void Holders_WhenTheKernelKeepsASocketForItself_ThenThereAreNone() => Assert.Equal(
        ["heard SYN-RECV (backlog)", "over TIME-WAIT (no process)"],
        ProcessMap.Capture().Ends.Where(end => HostOf(end) is not null && end.Holders.Count == 0)
            .Select(end => $"{NameOf(end)} {SsRow.NameOf(end.Socket!.State)} {MapLabel.Holders(end)}")
            .Order(StringComparer.Ordinal));

    /// <summary>A minute of silence is not waited for here: half of a connection may be closed for that long.</summary>
    [RootFact]
    public async Task Problems_WhenNobodyAcknowledges_ThenWhoSendsAgainIsTold()
    {
        string[] expected =
        [
            "client closed", "client closing", "client heard", "client sending", "client unheard", "server closing",
            "server last",
        ];
        MapEnd[] found = [];
        // What asks for a connection asks again after a second, and for the last acknowledgement later.
        await Eventually.HoldsAsync(() =>
        {
            found = [.. ProcessMap.Capture().Select(WithProblems).Ends.Where(end => end.Problems.Count > 0
                && HostOf(end) is not null)];
            return found.Length >= expected.Length;
        });
        Assert.Equal(expected, found.Select(end => $"{HostOf(end)} {NameOf(end)}").Order(StringComparer.Ordinal));
        Assert.All(found, end => Assert.Equal(MapProblemKind.Retransmitting, Assert.Single(end.Problems).Kind));
    }

    [RootFact]
    public async Task Silence_WhenHalfIsClosed_ThenIsAsLongAsSsSays()
    {
        var before = await SilenceOfSsAsync();
        var ends = ProcessMap.Capture().Ends.Where(end => HostOf(end) is not null && NameOf(end) == "half").ToList();
        var after = await SilenceOfSsAsync();
        Assert.Equal(2, ends.Count);
        foreach (var end in ends)
        {
            var socket = (InternetSocketEntry)end.Socket!;
            Assert.InRange(socket.Tcp!.SinceHeard!.Value, before[socket.Cookie], after[socket.Cookie]);
        }
    }

    /// <summary>Of sockets that tell of it, how long ago the last acknowledgement came.</summary>
    private async Task<Dictionary<ulong, TimeSpan>> SilenceOfSsAsync()
    {
        var rows = await SsRow.ReadAsync(states.Client, "-tu");
        rows.AddRange(await SsRow.ReadAsync(states.Server, "-tu"));
        return rows.Where(row => row.State is "FIN-WAIT-2" or "CLOSE-WAIT").ToDictionary(
            row => row.Cookie, row => TimeSpan.FromMilliseconds(
                double.Parse(row.Find(" lastack:([0-9]+)")!, CultureInfo.InvariantCulture)));
    }

    /// <summary>Null for an end of others.</summary>
    private string? HostOf(MapEnd end) => end.Socket is not InternetSocketEntry { Family: SocketFamilies.Tcp } socket
        ? null
        : socket.NetworkNamespace == states.ClientSpace ? "client"
        : socket.NetworkNamespace == states.ServerSpace ? "server"
        : null;

    private string NameOf(MapEnd end) => states.NameOf((InternetSocketEntry)end.Socket!);

    private string Text(MapEdge edge)
    {
        var arrow = edge.IsWaiting ? "~>" : edge.IsOneWay ? "=>" : edge.IsDirected ? "->" : "--";
        return $"{NameOf(edge.From)}: {TextOf(edge.From)} {arrow} {TextOf(edge.To)}";
    }

    private string TextOf(MapEnd end) => end.Socket is { } socket
        ? $"{HostOf(end)} {end.Role} {SsRow.NameOf(socket.State)}"
        : $"{end.Kind}";
}
