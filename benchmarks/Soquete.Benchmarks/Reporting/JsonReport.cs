using System.Text.Json;
using System.Text.Json.Serialization;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Reporting;

/// <summary>Everything that was measured, in one document, for programs.</summary>
internal sealed record JsonReport(IReadOnlyList<Fact> Machine, IReadOnlyList<JsonScenario> Scenarios)
{
    public static string Of(IReadOnlyList<Fact> facts, IEnumerable<Comparison> comparisons) => JsonSerializer.Serialize(
        new JsonReport(facts, [.. comparisons.Select(JsonScenario.Of)]), JsonReportContext.Default.JsonReport) + "\n";
}

/// <summary>One scenario of the document.</summary>
internal sealed record JsonScenario(
    string Name, string Operation, string Unit, bool MoreIsBetter, string CpuUnit, long Operations,
    IReadOnlyList<Row> Contenders, IReadOnlyList<JsonGoal> Goals)
{
    public static JsonScenario Of(Comparison comparison)
    {
        var (scenario, metric) = (comparison.Scenario, comparison.Scenario.Metric);
        var goals =
            from goal in scenario.Goals
            let figure = comparison.FigureOf(goal)
            where !double.IsNaN(figure)
            select new JsonGoal(goal.Contender, goal.Against, goal.Bound, figure, comparison.IsMet(goal));
        return new JsonScenario(
            scenario.Name, scenario.Operation, metric.Unit, metric.MoreIsBetter, metric.CpuUnit,
            comparison.Operations, comparison.Rows, [.. goals]);
    }
}

/// <summary>One goal, and what became of it.</summary>
internal sealed record JsonGoal(string Contender, string? Against, double Bound, double Figure, bool Met);

/// <summary>The serialiser, made when this is compiled.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
