using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>Values of a histogram that are shown together.</summary>
/// <param name="From">The lowest that belongs here, in nanoseconds.</param>
/// <param name="To">The lowest that does not any more.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct HistogramRow(double From, double To, long Count);

/// <summary>A histogram in as many rows as fit a page, between round numbers.</summary>
internal static class HistogramRows
{
    private const int MostRows = 16;

    /// <summary>
    /// The first and the last row take what is beyond: a few that took very long would flatten the rest.
    /// </summary>
    private const double FirstPercentile = 0.1;
    private const double LastPercentile = 99.9;

    /// <summary>
    /// Where rows begin within a decade, from fine to coarse; IEC 60063 has most of them.
    /// </summary>
    private static readonly double[][] Series =
    [
        [.. Enumerable.Range(0, 90).Select(step => 1 + (step / 10.0))],
        [
            1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.4, 2.7, 3, 3.3, 3.6, 3.9, 4.3, 4.7, 5.1, 5.6, 6.2, 6.8, 7.5,
            8.2, 9.1,
        ],
        [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2],
        [1, 1.5, 2.2, 3.3, 4.7, 6.8],
        [1, 2, 5],
        [1],
    ];

    public static IReadOnlyList<HistogramRow> Of(LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
        {
            return [];
        }

        // No row begins at nothing: what took no time at all stands in the first.
        var low = Math.Max(1, histogram.ValueAt(FirstPercentile));
        var high = Math.Max(low, histogram.ValueAt(LastPercentile));
        double[] edges = [];
        foreach (var steps in Series)
        {
            edges = [.. EdgesOf(low, high, steps)];
            if (edges.Length <= MostRows + 1)
            {
                break;
            }
        }

        return Fill(histogram, edges);
    }

    /// <summary>From the last edge that is not above the low end to the first that is above the high one.</summary>
    private static IEnumerable<double> EdgesOf(double low, double high, double[] steps)
    {
        var decade = Math.Pow(10, Math.Floor(Math.Log10(low)));
        var edges = Decades(decade).SelectMany(unit => steps.Select(step => step * unit));
        var begun = steps.Select(step => step * decade).Last(edge => edge <= low);
        foreach (var edge in edges.Where(edge => edge >= begun))
        {
            yield return edge;
            if (edge > high)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<double> Decades(double first)
    {
        for (var unit = first; ; unit *= 10)
        {
            yield return unit;
        }
    }

    private static HistogramRow[] Fill(LatencyHistogram histogram, double[] edges)
    {
        var counts = new long[edges.Length - 1];
        foreach (var bucket in histogram.Buckets)
        {
            var place = Array.FindLastIndex(edges, edge => edge <= bucket.Lowest);
            counts[Math.Clamp(place, 0, counts.Length - 1)] += bucket.Count;
        }

        edges[0] = Math.Min(edges[0], histogram.Minimum);
        edges[^1] = Math.Max(edges[^1], histogram.Maximum);
        return [.. counts.Select((count, place) => new HistogramRow(edges[place], edges[place + 1], count))];
    }
}
