using System.Globalization;
using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>What was measured in one interval, in a line.</summary>
internal sealed class IntervalText(BenchPlan plan)
{
    private long _retransmissions;

    public string Of(BenchmarkProgress progress)
    {
        var begun = progress.Start.TotalSeconds;
        var ended = (progress.Start + progress.Duration).TotalSeconds;
        var time = string.Create(CultureInfo.InvariantCulture, $"{begun:0.00}-{ended:0.00} s");
        var what = string.Join(", ", plan.Requests is null ? PassedIn(progress) : RepliedIn(progress));
        return $"{time,14}  {what}{TcpIn(progress)}{(progress.IsWarmUp ? " (warm-up)" : "")}";
    }

    private IEnumerable<string> PassedIn(BenchmarkProgress progress)
    {
        if (plan.Direction != BenchmarkDirection.Reverse)
        {
            yield return Passed("sent", progress.BytesSent, progress.BitsPerSecondSent);
        }

        if (plan.Direction != BenchmarkDirection.Forward)
        {
            yield return Passed("received", progress.BytesReceived, progress.BitsPerSecondReceived);
        }

        if (progress.Lost > 0)
        {
            yield return $"{BenchNumber.Count(progress.Lost)} lost";
        }
    }

    private static IEnumerable<string> RepliedIn(BenchmarkProgress progress)
    {
        yield return $"{BenchNumber.Count(progress.RequestsPerSecond)} requests/s";
        if (progress.Latency is { Count: > 0 } latency)
        {
            yield return $"p50 {BenchNumber.Nanoseconds(latency.ValueAt(50))}";
            yield return $"p99 {BenchNumber.Nanoseconds(latency.ValueAt(99))}";
            yield return $"max {BenchNumber.Nanoseconds(latency.Maximum)}";
        }

        if (progress.Lost > 0)
        {
            yield return $"{BenchNumber.Count(progress.Lost)} lost";
        }
    }

    private static string Passed(string way, long bytes, double bits) =>
        $"{way} {BenchNumber.Bytes(bytes)}, {BenchNumber.Rate(bits)}";

    private string TcpIn(BenchmarkProgress progress)
    {
        if (progress.Tcp is not { } tcp)
        {
            return "";
        }

        var again = tcp.Retransmissions - _retransmissions;
        _retransmissions = tcp.Retransmissions;
        return $", {again} retransmitted, RTT {BenchNumber.Time(tcp.RoundTrip)}, " +
            $"cwnd {BenchNumber.Bytes(tcp.CongestionWindowBytes)}";
    }
}
