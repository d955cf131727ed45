using Soquete.Cli.Events;
using Soquete.Probing;

namespace Soquete.Cli.Ping;

/// <summary>One object a line, with the fields that docs/ping.md promises.</summary>
internal sealed class PingJson(Pinger pinger, PingOptions options, bool isQuiet) : PingReport
{
    private const int Decimals = 4;

    public override void Begin()
    {
        if (!isQuiet)
        {
            Write(
            [
                ("event", "ping"), .. Whom, ("method", NameOf(pinger.Target.Method)),
                ("identifier", pinger.Identifier),
                ("unprivileged", pinger.Identifier is null ? null : pinger.IsUnprivileged),
                ("size", pinger.Target.Method == PingMethod.Tcp ? null : options.Size),
            ]);
        }
    }

    public override void Tell(PingEvent what)
    {
        if (!isQuiet)
        {
            Write(
            [
                ("event", NameOf(what.Kind)), ("sequence", what.Sequence), ("from", what.Source?.ToString()),
                ("time_ms", Ms(what.RoundTrip)), ("length", what.Length > 0 ? what.Length : null),
                ("ttl", what.TimeToLive), ("reordered", what.IsReordered ? true : null),
                ("truncated", what.IsTruncated ? true : null), ("damaged_at", what.DamagedAt),
                .. FieldsOf(what.Error),
            ]);
        }
    }

    public override void End(PingSummary summary) => Write(
    [
        ("event", "summary"), .. Whom, ("sent", summary.Sent), ("received", summary.Received),
        ("lost", summary.Lost), ("loss_percent", Math.Round(summary.LossPercent, Decimals)),
        ("duplicates", summary.Duplicates), ("corrupted", summary.Corrupted), ("late", summary.Late),
        ("reordered", summary.Reordered), ("closed", summary.Closed), ("errors", summary.Errors),
        ("unmatched", summary.Unmatched), ("duration_ms", Ms(summary.Duration)),
        .. FieldsOf(summary.Times),
    ]);

    private IEnumerable<(string Name, object? Value)> Whom =>
        [("target", pinger.Target.ToString()), ("address", pinger.Address.ToString())];

    private static (string Name, object? Value)[] FieldsOf(PingError? error) => error is null ? [] :
    [
        ("errno", error.Name), ("description", error.Description), ("type", error.Type), ("code", error.Code),
        ("path_mtu", error.PathMtu), ("gateway", error.Gateway?.ToString()),
    ];

    private static (string Name, object? Value)[] FieldsOf(PingTimes? times) => times is null ? [] :
    [
        ("min_ms", Ms(times.Min)), ("mean_ms", Ms(times.Mean)), ("p50_ms", Ms(times.Median)),
        ("p95_ms", Ms(times.Percentile95)), ("max_ms", Ms(times.Max)), ("mdev_ms", Ms(times.Deviation)),
    ];

    private static string NameOf(PingMethod method) => method switch
    {
        PingMethod.Tcp => "tcp", PingMethod.Udp => "udp", _ => "echo",
    };

    private static string NameOf(PingEventKind kind) => kind switch
    {
        PingEventKind.Reply => "reply",
        PingEventKind.Duplicate => "duplicate",
        PingEventKind.Late => "late",
        PingEventKind.Corrupted => "corrupted",
        PingEventKind.Closed => "closed",
        PingEventKind.Error => "error",
        PingEventKind.Redirect => "redirect",
        _ => "unanswered",
    };

    private static double? Ms(TimeSpan? time) =>
        time is { } given ? Math.Round(given.TotalMilliseconds, Decimals) : null;

    private static void Write(IEnumerable<(string Name, object? Value)> fields) => Write(JsonLine.Of(fields) + "\n");
}
