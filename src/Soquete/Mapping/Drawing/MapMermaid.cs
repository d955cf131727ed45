using System.Globalization;
using System.Text;
using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing;

/// <summary>A map as a flowchart of Mermaid: processes with listeners as groups, others as boxes.</summary>
/// <remarks>
/// Edges lead from who connected to who was connected to; several of a kind between two processes are one, with a
/// count. Safe for several threads.
/// </remarks>
public static class MapMermaid
{
    /// <summary>Writes it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="writer">Where to, as UTF-8 where it is a file.</param>
    /// <exception cref="IOException">The writer failed.</exception>
    public static void Write(ProcessMap map, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(writer);
        var drawn = DrawnMap.Of(map);
        var names = drawn.Boxes.Index().ToDictionary(item => item.Item, item => $"b{item.Index}");
        writer.Write("flowchart LR\n");
        foreach (var (box, name) in names)
        {
            WriteBox(box, name, writer);
        }

        foreach (var edge in drawn.Edges)
        {
            var to = edge.Port is null ? names[edge.To] : PortName(names[edge.To], edge.To, edge.Port);
            var arrow = edge.IsWaiting ? "-.->" : edge.IsDirected ? "-->" : "---";
            writer.Write($"  {names[edge.From]} {arrow}|{Quoted(edge.Name)}| {to}\n");
        }

        WriteLooks(names, writer);
    }

    private static void WriteBox(DrawnBox box, string name, TextWriter writer)
    {
        var subtitle = box.Subtitle.Length > 0 ? "<br/>" + Escaped(Metrics.Subtitle(box)) : "";
        var label = $"\"{Escaped(Metrics.Title(box))}{subtitle}\"";
        if (box.Ports.Count == 0)
        {
            writer.Write($"  {name}[{label}]\n");
            return;
        }

        writer.Write($"  subgraph {name} [{label}]\n");
        foreach (var port in box.Ports)
        {
            writer.Write($"    {PortName(name, box, port)}([{Quoted(port.Text)}])\n");
        }

        writer.Write("  end\n");
    }

    private static void WriteLooks(Dictionary<DrawnBox, string> names, TextWriter writer)
    {
        var problems = names.Where(item => item.Key.HasProblem).Select(item => item.Value).ToList();
        if (problems.Count > 0)
        {
            writer.Write("  classDef problem stroke:#c22f2b,stroke-width:2px\n");
            writer.Write($"  class {string.Join(",", problems)} problem\n");
        }
    }

    private static string PortName(string name, DrawnBox box, DrawnPort port) => $"{name}l{box.PlaceOf(port)}";

    private static string Quoted(string text) => $"\"{Escaped(ShownText.Fit(text, 200))}\"";

    /// <summary>
    /// What is no letter, digit or plain sign is written by its number: Mermaid reads Markdown, HTML and signs of its
    /// own within quotes.
    /// </summary>
    private static string Escaped(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = char.IsLetterOrDigit(c) || c > '\u007F' || " /.:,@[]()+-=".Contains(c)
                ? builder.Append(c)
                : builder.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
        }

        return builder.ToString();
    }
}
