using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>How much passed, on a few lines.</summary>
internal static class ThroughputText
{
    public static IEnumerable<string> LinesOf(ThroughputResult result)
    {
        foreach (var (name, flow) in new[] { ("forward", result.Forward), ("reverse", result.Reverse) })
        {
            if (flow is not null)
            {
                yield return $"{name,-9} {Of(flow)}";
                if (flow.Datagrams is { } datagrams)
                {
                    yield return $"          {Of(datagrams)}";
                }
            }
        }
    }

    private static string Of(BenchmarkFlow flow)
    {
        var passed = flow.BytesReceived ?? flow.BytesSent;
        var sent = flow.BytesReceived is null ? " (sent; what arrived is not known)"
            : flow.BytesSent == flow.BytesReceived ? ""
            : $" (sent {BenchNumber.Bytes(flow.BytesSent)})";
        return $"{BenchNumber.Rate(flow.BitsPerSecond)}: {BenchNumber.Bytes(passed)} in " +
            $"{BenchNumber.Seconds(flow.Duration)}{sent}";
    }

    private static string Of(DatagramFlow flow) =>
        $"{BenchNumber.Count(flow.Lost)} of {BenchNumber.Count(flow.Sent)} datagrams lost " +
        $"({BenchNumber.Percent(flow.LostRatio)}), {BenchNumber.Count(flow.Reordered)} out of order, " +
        $"{BenchNumber.Count(flow.Duplicated)} doubled, jitter {BenchNumber.Time(flow.Jitter)}";
}
