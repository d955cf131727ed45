using System.Text;
using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>A histogram, drawn.</summary>
internal static class HistogramText
{
    private const int BarCells = 40;

    /// <summary>Eighths of a cell, from one to seven.</summary>
    private const string Parts = "▏▎▍▌▋▊▉";

    private const char Cell = '█';

    public static string Of(LatencyHistogram histogram)
    {
        var rows = HistogramRows.Of(histogram);
        if (rows.Count == 0)
        {
            return "";
        }

        var most = rows.Max(row => row.Count);
        var labels = rows.Select(LabelOf).ToArray();
        var width = labels.Max(label => label.Length);
        var text = new StringBuilder();
        foreach (var (row, label) in rows.Zip(labels))
        {
            var share = BenchNumber.Percent((double)row.Count / histogram.Count);
            text.Append($"  {label.PadLeft(width)}  {BarOf((double)row.Count / most).PadRight(BarCells)} {share,6}\n");
        }

        return text.ToString();
    }

    private static string LabelOf(HistogramRow row) =>
        $"{BenchNumber.Nanoseconds(row.From)} - {BenchNumber.Nanoseconds(row.To)}";

    /// <summary>Whatever there is at all can be seen.</summary>
    private static string BarOf(double part)
    {
        var eighths = (int)Math.Ceiling(part * BarCells * (Parts.Length + 1));
        var (cells, rest) = Math.DivRem(eighths, Parts.Length + 1);
        return new string(Cell, cells) + (rest > 0 ? Parts[rest - 1].ToString() : "");
    }
}
