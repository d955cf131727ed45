using System.Globalization;
using System.Text.Json;
using Soquete.Cli.Events;
using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour.Reports;

/// <summary>
/// Reports as JSON objects: what processes send to the tour, and what <c>--json</c> prints (docs/tour.md).
/// </summary>
internal static class ReportFields
{
    /// <summary>The report as its process sends it: one line.</summary>
    public static string Line(Report report) => JsonLine.Of(Of(report).Prepend(("event", report.Kind)));

    public static IEnumerable<(string Name, object? Value)> Of(Report report) =>
        Details(report).Prepend(("time", Text(report.Time))).Prepend(("pid", report.ProcessId));

    /// <exception cref="JsonException">It is no object.</exception>
    /// <exception cref="FormatException">It is no report.</exception>
    public static Report Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        try
        {
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"no report: {line}", e);
        }
    }

    private static IEnumerable<(string Name, object? Value)> Details(Report report) => report switch
    {
        CallReport { Call: var call } =>
        [
            ("sequence", call.Sequence), ("duration", call.Duration.TotalSeconds), ("call", call.Name),
            ("arguments", call.Arguments), ("result", call.Result), ("error", call.ErrorName),
            ("errno", call.ErrorName is null ? null : call.ErrorNumber),
        ],
        AssociationReport ends => [("protocol", ends.Protocol), ("local", ends.Local), ("remote", ends.Remote)],
        FactReport fact => [("name", fact.Name), ("value", fact.Value)],
        EndReport end => [("outcome", end.Outcome.Word), ("reason", end.Outcome.Reason)],
        _ => throw new ArgumentException($"a {report.GetType().Name} has no fields", nameof(report)),
    };

    private static Report Read(JsonElement json)
    {
        var pid = json.GetProperty("pid").GetInt32();
        var time = DateTimeOffset.Parse(
            Required(json, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Required(json, "event") switch
        {
            "call" => new CallReport(ReadCall(json, pid, time)),
            "association" => new AssociationReport(
                pid, time, Required(json, "protocol"), Required(json, "local"), Required(json, "remote")),
            "fact" => new FactReport(pid, time, Required(json, "name"), Required(json, "value")),
            "end" => new EndReport(pid, time, Outcome.Of(Required(json, "outcome"), Optional(json, "reason"))),
            var kind => throw new FormatException($"no report is called '{kind}'"),
        };
    }

    private static SocketCall ReadCall(JsonElement json, int pid, DateTimeOffset time) => new(
        json.GetProperty("sequence").GetInt64(),
        time,
        TimeSpan.FromSeconds(json.GetProperty("duration").GetDouble()),
        pid,
        Required(json, "call"),
        Required(json, "arguments"),
        json.GetProperty("result").GetInt64(),
        Optional(json, "error"),
        json.TryGetProperty("errno", out var number) ? number.GetInt32() : 0);

    private static string Required(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static string? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>RFC 3339, to the tick of 100 ns.</summary>
    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
