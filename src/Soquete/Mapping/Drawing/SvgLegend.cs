using System.Globalization;
using Soquete.Mapping.Drawing.Layout;

namespace Soquete.Mapping.Drawing;

/// <summary>What the colours of a picture mean, how much there is, and what is missing.</summary>
internal static class SvgLegend
{
    private const double LineHeight = 16;
    private const int GapCells = 150;

    public static double HeightOf(ProcessMap map) => map.Gaps.Count * LineHeight;

    /// <summary>How much there is, and as of when.</summary>
    public static string Counts(ProcessMap map)
    {
        var at = map.CapturedAt == default ? "" : map.CapturedAt.ToString(
            " 'at' yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{map.Processes.Count} processes, {map.Ends.Count} ends, {map.Edges.Count} connections{at}");
    }

    public static void Write(ProcessMap map, DrawnMap drawn, double top, TextWriter writer)
    {
        MapSvg.WriteText(writer, "dim", Metrics.Margin, top, Counts(map));
        var x = Metrics.Margin;
        var used = drawn.Edges.Select(edge => edge.Scheme)
            .Concat(drawn.Boxes.SelectMany(box => box.Ports).Select(port => port.Scheme))
            .Select(SchemeColour.Of).ToHashSet();
        foreach (var colour in SchemeColour.All.Where(used.Contains))
        {
            x = WriteSample(writer, colour, colour, x, top + LineHeight);
        }

        if (drawn.Boxes.Any(box => box.HasProblem))
        {
            WriteSample(writer, "problem", "problem", x, top + LineHeight);
        }

        foreach (var (i, gap) in map.Gaps.Index())
        {
            var text = ShownText.Fit($"Not seen: {gap.What}: {gap.Reason}", GapCells);
            MapSvg.WriteText(writer, "dim", Metrics.Margin, top + (2 + i) * LineHeight, text);
        }
    }

    private static double WriteSample(TextWriter writer, string colour, string text, double x, double y)
    {
        var (from, to, middle) = (Markup.Number(x), Markup.Number(x + 20), Markup.Number(y - 4));
        writer.Write($"<g class=\"{colour}\"><path class=\"line\" d=\"M{from} {middle}L{to} {middle}\"/></g>\n");
        MapSvg.WriteText(writer, "dim", x + 26, y, text);
        return x + 26 + text.Length * Metrics.Cell + 20;
    }
}
