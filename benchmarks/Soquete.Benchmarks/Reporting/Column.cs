using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Reporting;

/// <summary>A column of the table: what it shows of a contender, or nothing.</summary>
internal sealed record Column(string Title, Func<Row, string> Cell)
{
    private const double Mebibyte = 1024 * 1024;

    public static IEnumerable<Column> For(Comparison comparison)
    {
        var metric = comparison.Scenario.Metric;
        return
        [
            new($"median {metric.Unit}", row => Number(Figures.Median(row.Values))),
            new("min–max", row => Range(row.Values)),
            new("datagrams/s", row => Number(row.Flow?.PerSecond)),
            new("p50 µs", row => Number(row.LatencyP50)),
            new("p99 µs", row => Number(row.LatencyP99)),
            new($"× {comparison.FirstPeer?.Contender.Name}", row => Ratio(row.RatioToPeer)),
            new($"× {comparison.Limit?.Contender.Name}", row => Ratio(row.RatioToLimit)),
            new($"CPU {metric.CpuUnit}", row => Number(row.Cpu)),
            new("sender ns", row => Number(row.Flow?.SenderNanoseconds)),
            new("receiver ns", row => Number(row.Flow?.ReceiverNanoseconds)),
            new("lost %", row => Number(row.Flow?.LostPercent)),
            new("peak RSS MiB", row => Number(row.PeakBytes / Mebibyte)),
            new("RSS MiB at ¼, ½, end", row => List(row.ResidentBytes.Select(bytes => bytes / Mebibyte))),
            new("B allocated", row => Number(row.AllocatedPerOperation)),
            .. comparison.Rows.SelectMany(row => row.Further.Keys).Distinct()
                .Select(title => new Column(title, row => Number(Further(row, title)))),
        ];
    }

    private static double? Further(Row row, string title) =>
        row.Further.TryGetValue(title, out var figure) ? figure : null;

    /// <summary>Three significant digits are more than the noise leaves.</summary>
    private static string Number(double? value) => value switch
    {
        null or double.NaN => "",
        >= 100 => $"{value:0}",
        >= 10 => $"{value:0.0}",
        _ => $"{value:0.00}",
    };

    private static string Range(IReadOnlyList<double> values) =>
        values.Count == 0 ? "" : $"{Number(values.Min())}–{Number(values.Max())}";

    private static string List(IEnumerable<double> values) => string.Join(", ", values.Select(value => Number(value)));

    private static string Ratio(double? value) =>
        value is { } ratio && double.IsFinite(ratio) ? $"{ratio:0.00}" : "";
}
