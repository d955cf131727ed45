using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Soquete.Benchmarks.Flows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Web;

/// <summary>One run of wrk(1) on a server that another has warmed up; CPU time is the server's alone.</summary>
internal static partial class WebRun
{
    private const int WarmUpSeconds = 1;

    public static Sample Measure(WebServer server, string path, int connections, long seconds)
    {
        using var participants = new Participants(countsThisProcess: false);
        var port = Loopback.FreePort();
        var process = participants.StartTalkativeListener(server.Command(port)).Id;
        var address = $"http://127.0.0.1:{port}/{path}";
        Ask(participants, address, connections, WarmUpSeconds);
        var (before, began) = (CpuTime.OfRunning(process), Stopwatch.GetTimestamp());
        var text = Ask(participants, address, connections, seconds);
        var (cpu, wall) = (CpuTime.OfRunning(process) - before, Stopwatch.GetElapsedTime(began));
        return new Sample(long.Parse(Requests().Match(text).Groups[1].ValueSpan), wall, cpu)
        {
            PeakBytes = ResidentMemory.OfFamily(process).PeakBytes,
            Further = new Dictionary<string, double>
            {
                ["requests/s"] = Number(PerSecond().Match(text).Groups[1]),
                ["wrk's p50 µs"] = Microseconds(Median().Match(text)),
                ["wrk's p99 µs"] = Microseconds(Slowest().Match(text)),
            },
        };
    }

    private static string Ask(Participants participants, string address, int connections, long seconds)
    {
        using var output = Pipe.Open();
        var wrk = participants.Start(
            ["taskset", "-c", "1", "wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "--latency", address],
            output: output.Writer);
        output.Writer.Dispose();
        using var reader = new StreamReader(output.OpenReader());
        var text = reader.ReadToEnd();
        return wrk.Wait() == 0 && Requests().IsMatch(text) && !Trouble().IsMatch(text)
            ? text
            : throw new MeasurementException($"wrk says: {text.ReplaceLineEndings(" / ")}");
    }

    private static double Microseconds(Match match) => Number(match.Groups[1]) * match.Groups[2].Value switch
    {
        "us" => 1, "ms" => 1e3, _ => 1e6,
    };

    private static double Number(Group digits) => double.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([0-9.]+)([mu]?s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([0-9.]+)([mu]?s)")]
    private static partial Regex Slowest();

    [GeneratedRegex("Non-2xx|Socket errors")]
    private static partial Regex Trouble();
}
