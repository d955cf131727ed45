using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>How long replies took, on a page.</summary>
internal static class RequestText
{
    public static IEnumerable<string> LinesOf(RequestResult result)
    {
        var perSecond = BenchNumber.Count(result.RequestsPerSecond);
        yield return $"requests  {perSecond} a second: {BenchNumber.Count(result.Completed)} in " +
            $"{BenchNumber.Seconds(result.Duration)}{LostOf(result)}";
        if (result.Unsent > 0)
        {
            yield return $"          {BenchNumber.Count(result.Unsent)} more were not sent in time: the other end " +
                "does not keep up with the rate";
        }

        if (result.Latency.Count > 0)
        {
            yield return $"latency   {Spread(result.Latency)}";
            yield return $"          {Percentiles(result.Latency)}";
            if (result.Rate is not null)
            {
                yield return $"service   {Percentiles(result.ServiceTime)}";
            }

            yield return HistogramText.Of(result.Latency).TrimEnd('\n');
        }
    }

    private static string LostOf(RequestResult result) => result.Lost == 0 ? ""
        : $", {BenchNumber.Count(result.Lost)} without a reply " +
            $"({BenchNumber.Percent((double)result.Lost / (result.Lost + result.Completed))})";

    private static string Spread(LatencyHistogram latency) =>
        $"min {BenchNumber.Nanoseconds(latency.Minimum)}, mean {BenchNumber.Nanoseconds(latency.Mean)}, " +
        $"max {BenchNumber.Nanoseconds(latency.Maximum)}, " +
        $"deviation {BenchNumber.Nanoseconds(latency.StandardDeviation)}";

    private static string Percentiles(LatencyHistogram latency) => string.Join(
        ", ", BenchPercentile.All.Select(
            percentile => $"{percentile.Text} {BenchNumber.Nanoseconds(latency.ValueAt(percentile.Value))}"));
}
