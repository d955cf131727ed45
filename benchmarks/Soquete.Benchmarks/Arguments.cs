using System.Globalization;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Scenarios;

namespace Soquete.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(IReadOnlyList<Scenario> Scenarios, int Rounds, double Scale, string? JsonPath)
{
    public const string Usage = """
        benchmarks/run [NAME]... [--rounds N] [--scale FACTOR] [--json FILE]

        Runs the scenarios whose name contains a NAME, or all of them, and writes a table of each in Markdown.
          --rounds N       rounds of each scenario; 5 or more for figures that are to be compared (default 5)
          --scale FACTOR   so much of each scenario's work: 0.1 for a quick look (default 1)
          --json FILE      all figures, in one document
          --list           the scenarios
        """;

    private const int DefaultRounds = 5;

    /// <summary>Null for <c>--list</c> and <c>--help</c>.</summary>
    public static Arguments? Read(IReadOnlyList<string> words)
    {
        var names = new List<string>();
        var (rounds, scale, json) = (DefaultRounds, 1.0, (string?)null);
        for (var place = 0; place < words.Count; place++)
        {
            switch (words[place])
            {
                case "--rounds":
                    rounds = (int)Math.Ceiling(Number(words, ++place));
                    break;
                case "--scale":
                    scale = Number(words, ++place);
                    break;
                case "--json":
                    json = Value(words, ++place);
                    break;
                case "--list" or "--help":
                    return null;
                case var name:
                    names.Add(name);
                    break;
            }
        }

        return new Arguments(Named(names), rounds, scale, json);
    }

    private static IReadOnlyList<Scenario> Named(List<string> names)
    {
        var unknown = names.Find(name => !ScenarioList.All.Any(scenario => Matches(scenario, name)));
        return unknown is null
            ? [.. ScenarioList.All.Where(scenario => names.Count == 0 || names.Exists(name => Matches(scenario, name)))]
            : throw new ArgumentException($"no scenario's name contains \"{unknown}\"");
    }

    private static bool Matches(Scenario scenario, string name) =>
        scenario.Name.Contains(name, StringComparison.Ordinal);

    private static double Number(IReadOnlyList<string> words, int place) =>
        double.TryParse(Value(words, place), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{words[place - 1]} takes a number above 0");

    private static string Value(IReadOnlyList<string> words, int place) =>
        place < words.Count ? words[place] : throw new ArgumentException($"{words[^1]} takes a value");
}
