using System.Text;
using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>What was measured, on a few lines.</summary>
internal static class ResultText
{
    public static string Of(BenchmarkResult result)
    {
        var text = new StringBuilder();
        foreach (var line in result switch
        {
            ThroughputResult throughput => ThroughputText.LinesOf(throughput),
            RequestResult requests => RequestText.LinesOf(requests),
            _ => [],
        })
        {
            text.Append(line).Append('\n');
        }

        foreach (var line in CommonLines(result))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> CommonLines(BenchmarkResult result)
    {
        var there = result.RemoteCpu is { } remote ? $"; there {Of(remote, result.Duration)}" : "";
        yield return $"CPU       here {Of(result.LocalCpu, result.Duration)}{there}";
        foreach (var (where, ends) in new[]
        {
            ("here", result.Connections.Select(connection => connection.Tcp)),
            ("there", result.Connections.Select(connection => connection.RemoteTcp)),
        })
        {
            TcpInformation[] known = [.. ends.OfType<TcpInformation>()];
            if (known.Length > 0)
            {
                yield return $"TCP {where,-5} {Of(known)}";
            }
        }

        yield return $"against   {(result.Peer == BenchmarkPeer.Echo ? "an echo server" : "serve bench")}, " +
            $"engine {result.Engine}{EndingOf(result)}";
    }

    private static string EndingOf(BenchmarkResult result) => result.Ending switch
    {
        BenchmarkEnding.Cancelled => $"; stopped after {BenchNumber.Seconds(result.Duration)}",
        BenchmarkEnding.Failed => $"; failed after {BenchNumber.Seconds(result.Duration)}",
        _ => "",
    };

    private static string Of(CpuTime cpu, TimeSpan duration)
    {
        var share = duration > TimeSpan.Zero ? BenchNumber.Percent(cpu.Total / duration) : "?";
        return $"{share} of a core (user {BenchNumber.Time(cpu.User)}, system {BenchNumber.Time(cpu.System)})";
    }

    private static string Of(TcpInformation[] ends)
    {
        var again = ends.Sum(end => end.Retransmissions);
        var roundTrip = Range(ends, end => end.RoundTrip.TotalNanoseconds, BenchNumber.Nanoseconds);
        return $"{again} retransmitted, RTT {roundTrip}, " +
            $"cwnd {Range(ends, end => end.CongestionWindow, BenchNumber.Count)} segments of " +
            $"{Range(ends, end => end.MaximumSegment, BenchNumber.Count)} bytes";
    }

    private static string Range(
        TcpInformation[] ends, Func<TcpInformation, double> value, Func<double, string> text)
    {
        var (least, most) = (text(ends.Min(value)), text(ends.Max(value)));
        return least == most ? least : $"{least} to {most}";
    }
}
