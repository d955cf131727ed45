namespace Soquete.Benchmarks.Measuring;

/// <summary>
/// Runs the contenders of a scenario in turn, round after round, each round beginning with the next contender: what
/// slows the machine for a while slows all of them, and a ratio is of two measurements that stood side by side.
/// </summary>
internal sealed class Rounds(Scenario scenario, int count, double scale, Action<string> tell)
{
    /// <summary>The part of a round's operations that is done once before, unrecorded.</summary>
    private const int WarmUpPart = 16;

    private readonly IReadOnlyList<Contender> _contenders = scenario.Contenders;
    private readonly Dictionary<string, List<Sample>> _samples =
        scenario.Contenders.ToDictionary(contender => contender.Name, _ => new List<Sample>());

    private readonly Dictionary<string, string> _failures = [];

    private long Operations => Math.Max(1, (long)(scenario.Operations * scale));

    public async Task<Comparison> RunAsync()
    {
        foreach (var contender in scenario.WarmsUp ? [] : _contenders)
        {
            await MeasureAsync(contender, Math.Max(1, Operations / WarmUpPart));
        }

        foreach (var round in Enumerable.Range(0, count))
        {
            tell($"{scenario.Name}: round {round + 1} of {count}");
            foreach (var place in Enumerable.Range(0, _contenders.Count))
            {
                var contender = _contenders[(round + place) % _contenders.Count];
                if (await MeasureAsync(contender, Operations) is { } sample)
                {
                    _samples[contender.Name].Add(sample);
                }
            }
        }

        return new Comparison(scenario, Operations, [.. _contenders.Select(Outcome)]);
    }

    /// <summary>A contender that failed once is out: its rounds would no longer stand beside the others'.</summary>
    private async Task<Sample?> MeasureAsync(Contender contender, long operations)
    {
        if (_failures.ContainsKey(contender.Name))
        {
            return null;
        }

        try
        {
            return await contender.MeasureAsync(operations);
        }
        catch (Exception e) when (e is MeasurementException or IOException or System.Net.Sockets.SocketException)
        {
            _failures.Add(contender.Name, e.Message);
            tell($"{scenario.Name}: {contender.Name} failed: {e.Message}");
            return null;
        }
    }

    private Outcome Outcome(Contender contender) => _failures.TryGetValue(contender.Name, out var failure)
        ? new Outcome(contender, [], failure)
        : new Outcome(contender, _samples[contender.Name], null);
}
