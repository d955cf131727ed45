using System.Text;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Reporting;

/// <summary>One table a scenario, for people.</summary>
internal static class MarkdownReport
{
    public static string Of(Comparison comparison)
    {
        var scenario = comparison.Scenario;
        var columns = Column.For(comparison)
            .Where(column => comparison.Rows.Any(row => column.Cell(row).Length > 0)).ToList();
        var text = new StringBuilder($"### {scenario.Name}\n\n{scenario.Operation}\n\n");
        text.Append(Line(["contender", .. columns.Select(column => column.Title)]));
        text.Append(Line(["---", .. columns.Select(_ => "---:")]));
        foreach (var row in comparison.Rows)
        {
            text.Append(row.Failure is { } failure
                ? Line([row.Contender, $"failed: {failure}", .. columns.Skip(1).Select(_ => "")])
                : Line([row.Contender, .. columns.Select(column => column.Cell(row))]));
        }

        return text.AppendJoin("", scenario.Goals.Select(goal => GoalLine(comparison, goal))).Append('\n').ToString();
    }

    public static string Of(IEnumerable<Fact> facts) =>
        string.Concat(facts.Select(fact => $"- {fact.Name}: {fact.Value}\n")) + "\n";

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string GoalLine(Comparison comparison, Goal goal)
    {
        var bound = comparison.Scenario.Metric.MoreIsBetter ? "at least" : "at most";
        var figure = comparison.FigureOf(goal);
        var verdict = double.IsNaN(figure) ? "not measured"
            : comparison.IsMet(goal) ? $"met, with {figure:0.00}"
            : $"missed, with {figure:0.00}";
        var measure = goal.Against is { } other ? $"× {other}" : comparison.Scenario.Metric.Unit;
        return $"\nGoal: {goal.Contender} {bound} {goal.Bound:0.##} {measure}: **{verdict}**.\n";
    }
}
