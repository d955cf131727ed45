using Soquete.Cli.Help;
using Soquete.Cli.Terminal;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>The tour for people: a column for each process, from top to bottom as things happened.</summary>
internal sealed class TextTourPage(int width, Palette palette, bool quiet, bool verbose) : TourPage
{
    public override void Show(StopResult result)
    {
        if (!quiet)
        {
            StandardStream.Output.Write(string.Concat(Lines(result).Select(line => line + "\n")) + "\n");
        }
    }

    public override void Summarise(IReadOnlyList<StopResult> results)
    {
        var names = results.Max(result => result.Stop.Name.Length);
        foreach (var result in results)
        {
            var text = result.Outcome.Reason ?? result.Stop.Summary;
            StandardStream.Output.Write($"{Painted(result.Outcome, 7)}  {result.Stop.Name.PadRight(names)}  {text}\n");
        }

        var counts = Enum.GetValues<Verdict>()
            .Select(verdict => $"{results.CountOf(verdict)} {Outcome.WordOf(verdict)}");
        StandardStream.Output.WriteLine(string.Join(", ", counts));
    }

    public override void List(IReadOnlyList<Stop> stops)
    {
        var names = stops.Max(stop => stop.Name.Length);
        foreach (var stop in stops)
        {
            var padding = new string(' ', names - stop.Name.Length);
            StandardStream.Output.WriteLine($"{palette.Name(stop.Name)}{padding}  {stop.Summary}");
        }
    }

    internal IEnumerable<string> Lines(StopResult result) =>
    [
        palette.Heading($"{result.Stop.Name}: {result.Stop.Summary}"),
        .. result.Evidence.Columns.Count > 0 ? Columns(result) : [],
        .. CallLines.Wrap($"{result.Stop.Name}: {result.Outcome}", width)
            .Select(line => result.Outcome.Verdict == Verdict.Failed ? palette.Failure(line) : palette.Name(line)),
    ];

    private IEnumerable<string> Columns(StopResult result)
    {
        var columns = result.Evidence.Columns;
        var grid = new ColumnGrid(width, columns.Count);
        var lessons = new LessonPlan(result.Stop.Lessons);
        foreach (var heading in grid.Headings([.. columns.Select(HeadingOf)], palette))
        {
            yield return heading;
        }

        foreach (var (column, report) in result.Evidence.InOrder)
        {
            var lesson = lessons.TakeBefore(columns[column].Role, report);
            var remark = lesson is null ? [] : Remark(lesson);
            var row = lesson is null && !IsShown(report) ? [] : grid.Row(column, TextOf(report), PaintOf(report));
            foreach (var line in remark.Concat(row))
            {
                yield return line;
            }
        }
    }

    private static string HeadingOf(Column column) =>
        column.ProcessId is { } pid ? $"{column.Role}, pid {pid}" : column.Role;

    private bool IsShown(Report report) =>
        verbose || report is not CallReport { Call: var call } || !CallChoice.IsRoutine(call);

    private IEnumerable<string> Remark(string text) =>
        TextPage.Wrap(text, width - 2).Select(line => palette.Faint("# " + line));

    private string TextOf(Report report) => report switch
    {
        CallReport { Call: var call } => (verbose ? call : call with
        {
            Arguments = ShortMessage.Of(call.Arguments),
        }).ToString(),
        AssociationReport ends => $"* {ends}",
        FactReport fact => $"* {fact.Name} {fact.Value}",
        _ => report.Kind,
    };

    private Func<string, string> PaintOf(Report report) => report switch
    {
        CallReport { Call.ErrorName: "EAGAIN" } => palette.Faint,
        CallReport { Call.ErrorName: not null } => palette.Failure,
        CallReport => text => text,
        _ => palette.Name,
    };

    private string Painted(Outcome outcome, int room)
    {
        var word = outcome.Verdict == Verdict.Failed ? palette.Failure(outcome.Word) : palette.Name(outcome.Word);
        return word + new string(' ', Math.Max(room - outcome.Word.Length, 0));
    }
}
