using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing;

/// <summary>A map as a graph for Graphviz (<c>dot</c>): processes as nodes, listening ends as their ports.</summary>
/// <remarks>
/// Edges lead from who connected to who was connected to; several of a kind between two processes are one, with a
/// count. Safe for several threads.
/// </remarks>
public static class MapDot
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
        writer.Write("digraph map {\n  charset=\"UTF-8\"; rankdir=LR; node [shape=plain, fontname=\"monospace\"];\n");
        writer.Write("  edge [fontname=\"monospace\", fontsize=10];\n");
        foreach (var box in drawn.Boxes)
        {
            WriteBox(box, writer);
        }

        foreach (var edge in drawn.Edges)
        {
            WriteEdge(edge, writer);
        }

        writer.Write("}\n");
    }

    /// <summary>A node with a label like HTML's, where what means something is written as in XML.</summary>
    private static void WriteBox(DrawnBox box, TextWriter writer)
    {
        var style = box.IsOutside ? " STYLE=\"DASHED\"" : "";
        var colour = box.HasProblem ? " COLOR=\"red\"" : "";
        writer.Write($"  {Quoted(box.Key)} [label=<<TABLE CELLBORDER=\"0\" CELLSPACING=\"0\"{style}{colour}>");
        writer.Write($"<TR><TD PORT=\"head\"><B>{Cell(Metrics.Title(box))}</B></TD></TR>");
        if (box.Subtitle.Length > 0)
        {
            writer.Write($"<TR><TD>{Cell(Metrics.Subtitle(box))}</TD></TR>");
        }

        foreach (var (i, port) in box.Ports.Index())
        {
            writer.Write($"<TR><TD PORT=\"l{i}\" ALIGN=\"LEFT\" BORDER=\"1\">{Cell(Metrics.Row(port))}</TD></TR>");
        }

        writer.Write("</TABLE>>];\n");
    }

    private static void WriteEdge(DrawnEdge edge, TextWriter writer)
    {
        var port = edge.Port is null ? "head" : $"l{edge.To.PlaceOf(edge.Port)}";
        writer.Write($"  {Quoted(edge.From.Key)}:head -> {Quoted(edge.To.Key)}:{port} [label={Quoted(edge.Name)}");
        writer.Write(edge.IsDirected ? "" : ", dir=none");
        writer.Write(edge.IsWaiting ? ", style=dashed" : "");
        writer.Write(edge.HasProblem ? ", color=red" : "");
        writer.Write("];\n");
    }

    /// <summary>Text of a cell. Names of the graph and its nodes, such as <c>\N</c>, are put in there too.</summary>
    private static string Cell(string text) => Markup.Text(text).Replace("\\", "\\\\");

    /// <summary>
    /// A quoted string of the dot language: only the quote has to be escaped there, but labels give a meaning to
    /// backslashes.
    /// </summary>
    private static string Quoted(string text) =>
        $"\"{ShownText.Fit(text, 200).Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
