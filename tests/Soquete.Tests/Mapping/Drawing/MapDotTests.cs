using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Soquete.Mapping;
using Soquete.Mapping.Drawing;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Mapping.Drawing;

public partial class MapDotTests(ITestOutputHelper output)
{
    [Fact]
    public void Map_WhenWritten_ThenHasPortsAndNames()
    {
        var text = Text(TypicalMap.Create());
        Assert.Contains("unix /run/app.sock", text);
        Assert.Contains("\"p107\":head -> \"p108\":l0 [label=\"tcp 127.0.0.1:5432 ×4\"];", text);
        Assert.Contains("\"p103\":head -> \"p104\":head [label=\"unix\", dir=none];", text);
        Assert.Contains("[label=\"tcp 127.0.0.1:6379\", color=red];", text);
    }

    [Fact]
    public void Names_WhenTheyMeanHarm_ThenEachLineIsWhatItShouldBe()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 50; i++)
        {
            var lines = Text(RandomMap.Of(random, 20, hostile: true)).TrimEnd('\n').Split('\n');
            Assert.All(lines[3..^1], line => Assert.Matches(Statement(), line));
        }
    }

    /// <summary>Graphviz reads it, and every box and every text comes out as it went in.</summary>
    [Fact]
    public async Task Names_WhenTheyMeanHarm_ThenGraphvizDrawsThem()
    {
        var map = new SampleMap();
        var all = RandomMap.HostileNames.Select(name => map.Process(name, name)).ToList();
        foreach (var (process, name) in all.Zip(RandomMap.HostileNames))
        {
            map.Connect(all[0], map.Unix(MapRole.Listener, "/" + name, process));
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["map.dot"], Text(map.Build()), new UTF8Encoding(false));
        await Child.RunAsync($"dot -Tsvg -o {folder["map.svg"]} {folder["map.dot"]} 2>/dev/null");
        var drawn = XElement.Load(folder["map.svg"]).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value.Replace('\u00A0', ' ')).ToHashSet();
        Assert.All(
            DrawnMap.Of(map.Build()).Boxes, box => Assert.Contains(ShownText.Fit(box.Title, 34), drawn));
    }

    private static string Text(ProcessMap map) => Written.By(MapDot.Write, map);

    /// <summary>A node whose label is made of the few tags of ours, or an edge between quoted names.</summary>
    [GeneratedRegex("""
        ^\ \ (?:
        (?<s>"(?:[^"\\]|\\.)*")\ \[label=<<TABLE\ [A-Z]+="0"\ [A-Z]+="0"(?:\ [A-Z]+="\w+")*>
        (?:<TR><TD(?:\ [A-Z]+="\w+")*>(?:<B>)?[^<>]*(?:</B>)?</TD></TR>)+</TABLE>>\];
        | "(?:[^"\\]|\\.)*":head\ ->\ "(?:[^"\\]|\\.)*":(?:head|l\d+)\ \[label="(?:[^"\\]|\\.)*"(?:,\ \w+=\w+)*\];
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Statement();
}
