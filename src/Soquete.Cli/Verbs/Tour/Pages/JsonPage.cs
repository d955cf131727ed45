using Soquete.Cli.Events;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>The tour for programs: one object a line, as docs/tour.md has them.</summary>
internal sealed class JsonPage(bool quiet) : TourPage
{
    public override void Show(StopResult result)
    {
        if (!quiet)
        {
            StandardStream.Output.Write(string.Concat(Reports(result).Select(line => line + "\n")));
        }

        StandardStream.Output.WriteLine(JsonLine.Of(
        [
            ("event", "stop"), ("stop", result.Stop.Name),
            ("outcome", result.Outcome.Word), ("reason", result.Outcome.Reason),
        ]));
    }

    public override void Summarise(IReadOnlyList<StopResult> results) => StandardStream.Output.WriteLine(JsonLine.Of(
        Enum.GetValues<Verdict>().Select(verdict => (Outcome.WordOf(verdict), (object?)results.CountOf(verdict)))
            .Prepend(("event", "summary"))));

    public override void List(IReadOnlyList<Stop> stops)
    {
        foreach (var stop in stops)
        {
            StandardStream.Output.WriteLine(JsonLine.Of([("stop", stop.Name), ("summary", stop.Summary)]));
        }
    }

    private static IEnumerable<string> Reports(StopResult result) =>
        from entry in result.Evidence.InOrder
        let place = new (string, object?)[]
        {
            ("event", entry.Report.Kind), ("stop", result.Stop.Name),
            ("process", result.Evidence.Columns[entry.Column].Role),
        }
        select JsonLine.Of(place.Concat(ReportFields.Of(entry.Report)));
}
