using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing;

/// <summary>A map as a picture (SVG 1.1).</summary>
/// <remarks>
/// Processes are boxes with their listening ends as rows; lines run from who connected to who was connected to, left to
/// right where that is possible, and several of a kind between two processes are one line with a count. Other machines,
/// and ends that have no process here, stand at the right. The colours follow the reader's light or dark look.
/// Connections of a process to itself are counted, and not drawn. Safe for several threads.
/// </remarks>
public static class MapSvg
{
    private const double LegendHeight = 46;

    /// <summary>Draws it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="writer">Where to, as UTF-8 where it is a file.</param>
    /// <exception cref="IOException">The writer failed.</exception>
    public static void Write(ProcessMap map, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(writer);
        var drawn = DrawnMap.Of(map);
        var layout = MapLayout.Of(drawn);
        var foot = SvgLegend.HeightOf(map);
        var (width, height) = (Markup.Number(layout.Width), Markup.Number(layout.Height + LegendHeight + foot));
        writer.Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        writer.Write($"viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"who talks to whom\">\n");
        writer.Write($"<style>\n{SvgStyle.Text}\n</style>\n");
        writer.Write("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        foreach (var edge in drawn.Edges.OrderBy(edge => edge.HasProblem))
        {
            WriteEdge(edge, writer);
        }

        if (drawn.Boxes.Count > drawn.Edges.SelectMany(edge => (DrawnBox[])[edge.From, edge.To]).Distinct().Count())
        {
            WriteText(writer, "dim", Metrics.Margin, layout.AloneTop + 14, "Joined to nobody");
        }

        foreach (var box in drawn.Boxes)
        {
            WriteBox(box, writer);
        }

        SvgLegend.Write(map, drawn, layout.Height + 12, writer);
        writer.Write("</svg>\n");
    }

    /// <summary>A line of text at the left end of its baseline.</summary>
    internal static void WriteText(TextWriter writer, string look, double x, double y, string text) => writer.Write(
        $"<text class=\"{look}\" x=\"{Markup.Number(x)}\" y=\"{Markup.Number(y)}\">{Markup.Text(text)}</text>\n");

    private static void WriteEdge(DrawnEdge edge, TextWriter writer)
    {
        var line = edge.Line!;
        var look = SchemeColour.Of(edge.Scheme) + (edge.HasProblem ? " problem" : "")
            + (edge.IsWaiting ? " waits" : "");
        writer.Write($"<g class=\"{look}\"><title>{Markup.Text(TitleOf(edge))}</title>");
        writer.Write($"<path class=\"line\" d=\"{LinePath.Of(line)}\"/>");
        if (edge.IsDirected)
        {
            writer.Write($"<path class=\"head\" d=\"{LinePath.HeadOf(line, edge.Port is not null)}\"/>");
        }

        if (line.Label.Length > 0)
        {
            WriteText(writer, "label", line.LabelX, line.LabelY, line.Label);
        }

        writer.Write("</g>\n");
    }

    /// <summary>A line in words.</summary>
    internal static string TitleOf(DrawnEdge edge)
    {
        var arrow = edge.IsDirected ? "→" : "↔";
        return $"{edge.From.Title} {arrow} {edge.To.Title}: {edge.Port?.Text ?? edge.Name}"
            + (edge.IsWaiting ? " (waits to be accepted)" : "");
    }

    private static void WriteBox(DrawnBox box, TextWriter writer)
    {
        var look = (box.IsOutside ? "box outside" : "box") + (box.HasProblem ? " problem" : "");
        var (x, y) = (Markup.Number(box.X), Markup.Number(box.Y));
        writer.Write($"<g class=\"{look}\"><title>{Markup.Text(DetailOf(box))}</title>");
        writer.Write($"<rect x=\"{x}\" y=\"{y}\" width=\"{Markup.Number(box.Width)}\" ");
        writer.Write($"height=\"{Markup.Number(box.Height)}\" rx=\"6\"/>\n");
        var left = box.X + Metrics.Padding;
        WriteText(writer, "title", left, box.Y + 18, Metrics.Title(box));
        WriteText(writer, "dim", left, box.Y + 34, Metrics.Subtitle(box));
        foreach (var port in box.Ports)
        {
            var middle = box.Y + Metrics.OffsetOf(box, port);
            var colour = SchemeColour.Of(port.Scheme) + (port.HasProblem ? " problem" : "");
            writer.Write($"<g class=\"{colour}\"><circle class=\"port\" cx=\"{x}\" ");
            writer.Write($"cy=\"{Markup.Number(middle)}\" r=\"3.5\"/>");
            WriteText(writer, "row", left, middle + 4, Metrics.Row(port));
            writer.Write("</g>\n");
        }

        writer.Write("</g>\n");
    }

    private static string DetailOf(DrawnBox box) =>
        box.Title + (box.Process is { CommandLine.Length: > 0 } process ? "\n" + process.CommandLine : "")
            + (box.ToItself > 0 ? $"\n{box.ToItself} to itself" : "");
}
