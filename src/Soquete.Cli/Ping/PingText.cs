using System.Globalization;
using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>Which events become lines.</summary>
internal enum PingLines
{
    None,

    /// <summary>A dot for a request that was not answered, an E for an error.</summary>
    Dots,

    /// <summary>All but answers.</summary>
    Trouble,

    All,
}

/// <summary>Lines as people know them from ping(8).</summary>
internal sealed class PingText(Pinger pinger, PingOptions options, PingLines lines) : PingReport
{
    private readonly PingWords _words = new(pinger, options);
    private bool _isWithinLine;

    public override void Begin()
    {
        if (lines != PingLines.None)
        {
            Write(_words.Heading + "\n");
        }
    }

    public override void Tell(PingEvent what)
    {
        switch (lines)
        {
            case PingLines.All:
            case PingLines.Trouble when what.Kind != PingEventKind.Reply:
                Write(_words.Line(what) + "\n");
                break;
            case PingLines.Dots when what.Kind is PingEventKind.Unanswered or PingEventKind.Error:
                _isWithinLine = true;
                Write(what.Kind == PingEventKind.Error ? "E" : ".");
                break;
        }
    }

    public override void End(PingSummary summary)
    {
        var gap = lines == PingLines.None ? "" : _isWithinLine ? "\n\n" : "\n";
        Write($"{gap}--- {pinger.Target} ping statistics ---\n{Counts(summary)}\n{Times(summary.Times)}");
    }

    private static string Counts(PingSummary summary)
    {
        var parts = new List<string>
        {
            $"{summary.Sent} packets transmitted", $"{summary.Received} received",
        };
        AddIfAny(parts, summary.Duplicates, "duplicates");
        AddIfAny(parts, summary.Corrupted, "corrupted");
        AddIfAny(parts, summary.Late, "late");
        AddIfAny(parts, summary.Reordered, "reordered");
        AddIfAny(parts, summary.Closed, "closed");
        AddIfAny(parts, summary.Errors, "errors");
        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{summary.LossPercent:0.####}% packet loss"));
        parts.Add($"time {(long)summary.Duration.TotalMilliseconds}ms");
        return string.Join(", ", parts);
    }

    private static void AddIfAny(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"+{count} {what}");
        }
    }

    private static string Times(PingTimes? times) => times is null ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"rtt min/p50/p95/max/mdev = {Ms(times.Min)}/{Ms(times.Median)}/{Ms(times.Percentile95)}/{Ms(times.Max)}"
        + $"/{Ms(times.Deviation)} ms\n");

    private static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
}
