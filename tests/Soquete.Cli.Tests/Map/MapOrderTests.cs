using System.Text.RegularExpressions;
using Soquete.Cli.Map;
using Soquete.Cli.Map.Text;
using Soquete.Cli.Tests.Support;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Tests.Map;

/// <summary>In which order processes stand (<c>--sort</c>).</summary>
public partial class MapOrderTests
{
    /// <summary>Each order is another one: of what is equal, the lower number comes first.</summary>
    [Theory]
    [InlineData(nameof(MapOrder.Name), "a[9] a[40] b[30] c[10] d[20]")]
    [InlineData(nameof(MapOrder.Pid), "a[9] c[10] d[20] b[30] a[40]")]
    [InlineData(nameof(MapOrder.Edges), "d[20] c[10] b[30] a[40] a[9]")]
    [InlineData(nameof(MapOrder.Queue), "b[30] a[40] a[9] c[10] d[20]")]
    public void Processes_WhenOrdered_ThenStandSo(string order, string expected)
    {
        var sketch = new MapSketch();
        var (d, a, c, b, low) = (
            sketch.Process(20, "d"), sketch.Process(40, "a"), sketch.Process(10, "c"), sketch.Process(30, "b"),
            sketch.Process(9, "a"));
        // Connections that wait at a listener are no bytes of anybody's.
        sketch.Tcp(MapRole.Listener, "127.0.0.1:80", state: SocketState.Listening, unread: 900, holders: low);
        Join(c, d);
        Join(c, d);
        Join(b, d, unread: 200);
        Join(a, d, unsent: 100);
        Assert.Equal(expected, string.Join(' ', HeadingsOf(sketch, Enum.Parse<MapOrder>(order))));

        void Join(MapProcess from, MapProcess to, uint unread = 0, uint unsent = 0) => sketch.Join(
            sketch.Tcp(
                MapRole.Connected, "127.0.0.1:5000", "127.0.0.1:81", unread: unread, unsent: unsent, holders: from),
            sketch.Tcp(MapRole.Accepted, "127.0.0.1:81", "127.0.0.1:5000", holders: to));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("pid")]
    public async Task Sort_WhenGiven_ThenTheWholeMachineStandsSo(string order)
    {
        await using var topology = await Topology.StartAsync();
        var run = await TheCommand.RunAsync("map", "--sort", order, "--quiet");
        Assert.True(run.Status == 0, run.ToString());
        var found = Headings().Matches(run.Output)
            .Select(heading => (Name: heading.Groups[1].Value, Id: int.Parse(heading.Groups[2].Value))).ToList();
        Assert.Contains((topology.Name, topology.ServerId), found);
        Assert.Contains(found, heading => heading.Name == topology.FarName);
        Assert.Equal(
            order == "pid"
                ? found.OrderBy(heading => heading.Id)
                : found.OrderBy(heading => heading.Name, StringComparer.Ordinal).ThenBy(heading => heading.Id),
            found);
    }

    private static IEnumerable<string> HeadingsOf(MapSketch sketch, MapOrder order)
    {
        using var output = new StringWriter { NewLine = "\n" };
        MapText.Write(
            output, new MapPart(sketch.Map, new MapSelection()), new MapTextOptions { Order = order });
        return Headings().Matches(output.ToString())
            .Select(heading => $"{heading.Groups[1].Value}[{heading.Groups[2].Value}]");
    }

    [GeneratedRegex(@"^([^\s!].*?)\[(\d+)\]  ", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
