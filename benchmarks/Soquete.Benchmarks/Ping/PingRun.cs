using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Ping;

/// <summary>One run of a program that pings, and the round trips that it printed.</summary>
internal static partial class PingRun
{
    /// <param name="command">The program inside its namespace, with its arguments.</param>
    /// <param name="count">How many answers it is to print.</param>
    public static Sample Measure(IReadOnlyList<string> command, long count)
    {
        using var participants = new Participants(countsThisProcess: false);
        using var output = Pipe.Open();
        var began = Stopwatch.GetTimestamp();
        participants.Start(command, output: output.Writer);
        output.Writer.Dispose();
        using var reader = new StreamReader(output.OpenReader());
        var times = TimesIn(reader.ReadToEnd());
        participants.RequireSuccess();
        var wall = Stopwatch.GetElapsedTime(began);
        return times.Count == count
            ? new Sample(count, wall, participants.End()) { Latencies = times, PeakBytes = participants.PeakBytes }
            : throw new MeasurementException($"{times.Count} of {count} requests were answered");
    }

    /// <summary>iputils prints <c>time=0.041 ms</c>, and our JSON is <c>"time_ms":0.041</c>.</summary>
    private static List<TimeSpan> TimesIn(string text) =>
    [
        .. Times().Matches(text).Select(time => TimeSpan.FromMicroseconds(
            1000 * double.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture))),
    ];

    [GeneratedRegex("""(?: time=|"time_ms":)([0-9.]+)""")]
    private static partial Regex Times();
}
