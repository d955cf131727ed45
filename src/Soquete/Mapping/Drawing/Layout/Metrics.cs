namespace Soquete.Mapping.Drawing.Layout;

/// <summary>
/// Sizes, in pixels of a drawing that is not zoomed. Fixed-width fonts are 0.6 em wide, and a little more.
/// </summary>
internal static class Metrics
{
    public const double Margin = 24;

    /// <summary>A cell of the text of rows and labels, of 11 pixels.</summary>
    public const double Cell = 6.8;

    /// <summary>A cell of titles, of 13 pixels.</summary>
    public const double TitleCell = 8;

    public const int TitleCells = 34;
    public const int RowCells = 40;
    public const int LabelCells = 30;

    public const double Padding = 12;
    public const double HeadHeight = 25;
    public const double SubtitleHeight = 16;
    public const double RowHeight = 18;
    public const double FootHeight = 6;
    public const double MinBoxWidth = 110;

    public const double LabelHeight = 17;

    /// <summary>How far below the top of a label's slot its line runs.</summary>
    public const double LabelLine = 14;

    /// <summary>What a line that passes takes of a column.</summary>
    public const double PassHeight = 4;

    public const double BoxGap = 18;
    public const double PassGap = 5;

    /// <summary>How far in from the line's end its arrow head reaches.</summary>
    public const double Arrow = 8;

    public static string Title(DrawnBox box) => ShownText.Fit(box.Title, TitleCells);

    public static string Subtitle(DrawnBox box) => ShownText.Fit(box.Subtitle, RowCells);

    public static string Row(DrawnPort port) => ShownText.Fit(port.Text, RowCells);

    public static string Label(DrawnEdge edge) => ShownText.Fit(edge.Label, LabelCells);

    public static double WidthOf(DrawnBox box)
    {
        var text = Math.Max(ShownText.Cells(Title(box)) * TitleCell, ShownText.Cells(Subtitle(box)) * Cell);
        foreach (var port in box.Ports)
        {
            text = Math.Max(text, ShownText.Cells(Row(port)) * Cell);
        }

        return Math.Max(MinBoxWidth, Math.Ceiling(text + 2 * Padding));
    }

    public static double HeightOf(DrawnBox box) =>
        HeadHeight + (box.Subtitle.Length > 0 ? SubtitleHeight : 0) + box.Ports.Count * RowHeight + FootHeight;

    /// <summary>Where a line meets a box, below its top: at the middle of its row, or of its head.</summary>
    public static double OffsetOf(DrawnBox box, DrawnPort? port)
    {
        var row = port is null ? -1 : box.PlaceOf(port);
        return row < 0 ? HeadHeight / 2 + 2
            : HeadHeight + (box.Subtitle.Length > 0 ? SubtitleHeight : 0) + (row + 0.5) * RowHeight;
    }
}
