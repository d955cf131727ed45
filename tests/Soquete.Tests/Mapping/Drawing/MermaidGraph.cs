using System.Globalization;
using System.Text.RegularExpressions;

namespace Soquete.Tests.Mapping.Drawing;

/// <summary>A flowchart of Mermaid's, as far as the map writes it, read again.</summary>
internal sealed partial class MermaidGraph
{
    /// <summary>The texts of boxes and groups, by their names.</summary>
    public Dictionary<string, string> Boxes { get; } = [];

    /// <summary>Those of what stands in groups.</summary>
    public Dictionary<string, string> Ports { get; } = [];

    /// <summary>From which box to which, by their numbers, and what stands at the line.</summary>
    public List<(int From, int To, string Text)> Edges { get; } = [];

    public static MermaidGraph Read(string text)
    {
        var graph = new MermaidGraph();
        var isInGroup = false;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var words = line.Trim();
            if (words == "end")
            {
                Assert.True(isInGroup, line);
                isInGroup = false;
            }
            else if (Edge().Match(words) is { Success: true } edge)
            {
                graph.Edges.Add((graph.BoxOf(edge, "from"), graph.BoxOf(edge, "to"), Decoded(edge)));
            }
            else if (Node().Match(words) is { Success: true } node)
            {
                var isGroup = node.Groups["group"].Success;
                Assert.False(isGroup && isInGroup, line);
                (isInGroup ? graph.Ports : graph.Boxes).Add(node.Groups["name"].Value, Decoded(node));
                isInGroup |= isGroup;
            }
            else
            {
                Assert.Matches("^class(Def)? ", words);
            }
        }

        Assert.False(isInGroup, text);
        return graph;
    }

    private static string Decoded(Match match) => Number().Replace(
        match.Groups["text"].Value.Replace("<br/>", "\n"),
        number => ((char)int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture)).ToString());

    private int BoxOf(Match edge, string end)
    {
        var name = edge.Groups[end].Value;
        Assert.True(Boxes.ContainsKey(name) || Ports.ContainsKey(name), $"{name} was not declared");
        return int.Parse(name[1..].Split('l')[0], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""^(?<from>\w+) (?:-->|---|-\.->)\|"(?<text>[^"]*)"\| (?<to>\w+)$""")]
    private static partial Regex Edge();

    [GeneratedRegex("""^(?<group>subgraph )?(?<name>\w+) ?(?:\["(?<text>[^"]*)"\]|\(\["(?<text>[^"]*)"\]\))$""")]
    private static partial Regex Node();

    [GeneratedRegex(@"#(\d+);")]
    private static partial Regex Number();
}
