using System.Text.RegularExpressions;
using Soquete.Mapping;
using Soquete.Mapping.Drawing;
using Soquete.Mapping.Drawing.Layout;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Drawing;

public partial class MapMermaidTests(ITestOutputHelper output)
{
    private const int LongestText = 200;

    [Fact]
    public void Map_WhenWritten_ThenHasGroupsAndEdges()
    {
        var text = Text(TypicalMap.Create());
        Assert.StartsWith("flowchart LR\n", text);
        Assert.Contains("  subgraph b8 [\"postgres[108]<br/>postgres · postgresql.service\"]\n", text);
        Assert.Contains("    b8l0([\"tcp 127.0.0.1:5432\"])\n", text);
        Assert.Contains("  b7 -->|\"tcp 127.0.0.1:5432 ×4\"| b8l0\n", text);
        Assert.Contains("  b3 ---|\"unix\"| b4\n", text);
        Assert.Contains("  class b9 problem\n", text);
    }

    [Fact]
    public void Names_WhenTheyMeanHarm_ThenEachLineIsWhatItShouldBe()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 50; i++)
        {
            var lines = Text(RandomMap.Of(random, 20, hostile: true)).TrimEnd('\n').Split('\n');
            Assert.All(lines[1..], line => Assert.Matches(Statement(), line));
        }
    }

    [Fact]
    public void Quote_WhenInAName_ThenIsWrittenByItsNumber()
    {
        var map = new SampleMap();
        map.Unix(MapRole.Listener, "/a\"b#1;<c>", map.Process("p"));
        Assert.Contains("([\"unix /a#34;b#35;1#59;#60;c#62;\"])", Text(map.Build()));
    }

    /// <summary>Each name is declared before it is used, groups end, and texts mean what was drawn.</summary>
    [Fact]
    public void Graph_WhenReadAgain_ThenIsTheOneThatWasDrawn()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 50; i++)
        {
            var map = RandomMap.Of(random, 20, hostile: true);
            var (drawn, graph) = (DrawnMap.Of(map), MermaidGraph.Read(Text(map)));
            Assert.Equal(drawn.Boxes.Count, graph.Boxes.Count);
            Assert.Equal(drawn.Boxes.Sum(box => box.Ports.Count), graph.Ports.Count);
            Assert.Equal(
                drawn.Edges.Select(edge => (
                    drawn.Boxes.ToList().IndexOf(edge.From), drawn.Boxes.ToList().IndexOf(edge.To),
                    ShownText.Fit(edge.Name, LongestText))),
                graph.Edges);
            Assert.All(drawn.Boxes.Index(), item => Assert.StartsWith(
                Metrics.Title(item.Item), graph.Boxes[$"b{item.Index}"], StringComparison.Ordinal));
        }
    }

    private static string Text(ProcessMap map) => Written.By(MapMermaid.Write, map);

    [GeneratedRegex("""
        ^\ \ (?:b\d+\[(?<label>"(?:[^"<>\#]|\#\d+;|<br/>)*")\]
        | subgraph\ b\d+\ \["(?:[^"<>\#]|\#\d+;|<br/>)*"\]
        | \ \ b\d+l\d+\(\["(?:[^"<>\#]|\#\d+;)*"\]\) | end
        | b\d+\ (?:-->|---|-\.->)\|"(?:[^"<>\#]|\#\d+;)*"\|\ b\d+(?:l\d+)?
        | classDef\ problem\ .* | class\ b\d+(?:,b\d+)*\ problem)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Statement();
}
