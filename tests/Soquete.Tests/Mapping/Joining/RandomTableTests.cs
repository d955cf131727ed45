using System.Net.Sockets;
using Soquete.Mapping;
using Soquete.SocketTables;
using Soquete.Tests.Mapping.Support;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Joining;

/// <summary>What holds of every map, whatever was read.</summary>
public class RandomTableTests(ITestOutputHelper output)
{
    private const int Tables = 10_000;

    [Fact]
    public void Maps_WhenOfTablesOfChance_ThenAreSound()
    {
        var random = SeededRandom.Create(output);
        var joined = 0;
        for (var i = 0; i < Tables; i++)
        {
            var map = RandomTable.Of(random).Join();
            AssertSound(map);
            Assert.All(map.Ends, end => Assert.True(
                MostEdges(end) >= EdgesFrom(map, end).Count, $"table {i}: {Text(map, end)}"));
            joined += map.Edges.Count;
        }

        output.WriteLine($"{joined} edges");
        Assert.InRange(joined, Tables, int.MaxValue);
    }

    private static void AssertSound(ProcessMap map)
    {
        for (var i = 0; i < map.Ends.Count; i++)
        {
            Assert.Equal(i, map.Ends[i].Index);
        }

        foreach (var edge in map.Edges)
        {
            Assert.Same(edge.From, map.Ends[edge.From.Index]);
            Assert.Same(edge.To, map.Ends[edge.To.Index]);
        }

        foreach (var end in map.Ends)
        {
            Assert.True(end.Listener is null or { Role: MapRole.Listener, Socket.IsListening: true });
            Assert.True(end.Listener is null || ReferenceEquals(end.Listener, map.Ends[end.Listener.Index]));
            Assert.All(end.Holders, holder => Assert.Contains(holder.Process, map.Processes));
            Assert.Equal(end.Holders.Count, end.Holders.Select(holder => holder.Process).Distinct().Count());
            Assert.True(end.Inode != 0 || end.Holders.Count == 0 || end.Socket is null);
            Assert.True(
                end.Kind is not (MapEndKind.Remote or MapEndKind.Unseen) || map.EdgesOf(end).Count > 0,
                $"{end.Kind} {end.Name} has no edge");
        }
    }

    /// <summary>
    /// Those that take one of what an end may have: a datagram socket of the unix domain sends to one, and many to it.
    /// </summary>
    private static List<MapEdge> EdgesFrom(ProcessMap map, MapEnd end) => [.. map.EdgesOf(end).Where(edge =>
        end.Socket is not UnixSocketEntry { Type: SocketType.Dgram } || !edge.IsOneWay || edge.From == end)];

    private static int MostEdges(MapEnd end) => end switch
    {
        { Kind: MapEndKind.Remote or MapEndKind.Unseen } or { Role: MapRole.Listener } => int.MaxValue,
        { Socket: InternetSocketEntry { Family: SocketFamilies.Udp, RemoteName.Port: 0 } } => int.MaxValue,
        { Socket: PacketSocketEntry or NetlinkSocketEntry or InternetSocketEntry { Family: SocketFamilies.Raw } } => 0,
        _ => 1,
    };

    private static string Text(ProcessMap map, MapEnd end) => $"{MapLabel.Of(end)} {end.Role}: " + string.Join(
        "; ", map.EdgesOf(end).Select(edge => $"{MapLabel.Of(edge.From)} -> {MapLabel.Of(edge.To)}"));
}
