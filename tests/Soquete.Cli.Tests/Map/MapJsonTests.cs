using System.Text.Json;
using System.Text.RegularExpressions;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map;

/// <summary>The objects of a map, and whether ss(8) sees the same.</summary>
public sealed partial class MapJsonTests : IAsyncLifetime
{
    private Topology _topology = null!;

    public async Task InitializeAsync() => _topology = await Topology.StartAsync();

    public async Task DisposeAsync() => await _topology.DisposeAsync();

    [Fact]
    public async Task Objects_WhenRead_ThenEdgesLeadToEndsAndHoldersToProcesses()
    {
        var objects = await ObjectsAsync("map", _topology.Name, "--json");
        Assert.All(objects, each => Assert.Matches("^(process|end|edge|gap)$", KindOf(each)));
        var processes = OfKind(objects, "process").Select(each => each.GetProperty("pid").GetInt32()).ToHashSet();
        var ends = OfKind(objects, "end").Select(each => each.GetProperty("id").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(0, ends.Count), ends);
        Assert.All(OfKind(objects, "edge"), edge =>
        {
            Assert.InRange(edge.GetProperty("from").GetInt32(), 0, ends.Count - 1);
            Assert.InRange(edge.GetProperty("to").GetInt32(), 0, ends.Count - 1);
        });
        Assert.All(HoldersOf(objects), holder => Assert.Contains(holder.Process, processes));
        Assert.Single(OfKind(objects, "edge"), edge => edge.TryGetProperty("waiting", out _));
    }

    [Fact]
    public async Task Sockets_WhenSsIsAsked_ThenProcessesDescriptorsAndInodesAreTheSame()
    {
        var seen = HoldersOf(await ObjectsAsync("map", _topology.Name, "--scheme", "unix,tcp", "--json"))
            .Where(holder => holder.Process == _topology.ServerId).ToHashSet();
        var told = await TheCommand.ScriptAsync($"ss -xtapeHO | grep -F '\"{_topology.Name}\"'");
        var expected = told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (
            _topology.ServerId, int.Parse(Descriptor().Match(line).Groups[1].Value), InodeOf(line))).ToHashSet();
        Assert.Equal(8, expected.Count);
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Tcp_WhenConnected_ThenItIsToldHowLongTheOtherEndWasSilent()
    {
        var objects = await ObjectsAsync("map", _topology.Name, "--scheme", "tcp", "--json");
        var figures = OfKind(objects, "end").Where(end => end.TryGetProperty("tcp", out _))
            .Select(end => end.GetProperty("tcp")).ToList();
        Assert.NotEmpty(figures);
        Assert.All(figures, tcp => Assert.InRange(tcp.GetProperty("since_heard_ms").GetDouble(), 0, uint.MaxValue));
    }

    [Fact]
    public async Task Peer_WhenAskedFor_ThenIsAnObject()
    {
        var peer = Assert.Single(await ObjectsAsync(
            "map", "--peer", $"{_topology.ServerId}/{_topology.PairDescriptor}", "--json"));
        Assert.Equal("peer", KindOf(peer));
        Assert.Equal(_topology.FarName, peer.GetProperty("name").GetString());
        Assert.Equal("unix", peer.GetProperty("scheme").GetString());
        Assert.False(peer.TryGetProperty("connected", out _));
    }

    private static async Task<List<JsonElement>> ObjectsAsync(params string[] words)
    {
        var run = await TheCommand.RunAsync(words);
        Assert.True(run.Status == 0, run.ToString());
        Assert.Empty(run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            line => JsonDocument.Parse(line).RootElement)];
    }

    private static IEnumerable<(int Process, int Descriptor, long Inode)> HoldersOf(IEnumerable<JsonElement> objects) =>
        from end in OfKind(objects, "end")
        where end.TryGetProperty("holders", out _)
        from holder in end.GetProperty("holders").EnumerateArray()
        select (
            holder.GetProperty("pid").GetInt32(), holder.GetProperty("fd").GetInt32(),
            end.GetProperty("inode").GetInt64());

    private static IEnumerable<JsonElement> OfKind(IEnumerable<JsonElement> objects, string kind) =>
        objects.Where(each => KindOf(each) == kind);

    private static string? KindOf(JsonElement each) => each.GetProperty("kind").GetString();

    /// <summary>Of TCP it is written <c>ino:1234</c>; of the unix domain it is the local port.</summary>
    private static long InodeOf(string line) => long.Parse(line.StartsWith("u_", StringComparison.Ordinal)
        ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[5]
        : Inode().Match(line).Groups[1].Value);

    [GeneratedRegex(@"fd=(\d+)")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"ino:(\d+)")]
    private static partial Regex Inode();
}
