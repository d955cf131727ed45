namespace Soquete.Benchmarks.Measuring;

/// <summary>A scenario that was run: every sample, and the figures that are made of them.</summary>
internal sealed class Comparison(Scenario scenario, long operations, IReadOnlyList<Outcome> outcomes)
{
    public Scenario Scenario => scenario;

    public long Operations => operations;

    public IReadOnlyList<Row> Rows => [.. outcomes.Select(RowOf)];

    /// <summary>The contender that ratios refer to.</summary>
    public Outcome? FirstPeer => outcomes.FirstOrDefault(outcome => outcome.Contender.Standing == Standing.Peer);

    public Outcome? Limit => outcomes.FirstOrDefault(outcome => outcome.Contender.Standing == Standing.Limit);

    /// <summary>The ratio that a goal is about; not a number where one of the two failed.</summary>
    public double RatioOf(Goal goal) => Ratio(Named(goal.Contender), Named(goal.Against));

    public bool IsMet(Goal goal) =>
        scenario.Metric.MoreIsBetter ? RatioOf(goal) >= goal.Ratio : RatioOf(goal) <= goal.Ratio;

    private Outcome? Named(string name) => outcomes.FirstOrDefault(outcome => outcome.Contender.Name == name);

    /// <summary>The median of the rounds' ratios, each of two samples of the same round.</summary>
    private double Ratio(Outcome? outcome, Outcome? reference) => outcome is null || reference is null ? double.NaN
        : Figures.Median(outcome.Samples.Zip(reference.Samples, (own, other) => Value(own) / Value(other)));

    private double Value(Sample sample) => scenario.Metric.Value(sample);

    private Row RowOf(Outcome outcome)
    {
        var samples = outcome.Samples;
        var latencies = samples.SelectMany(sample => sample.Latencies)
            .Select(latency => latency.TotalMicroseconds).Order().ToArray();
        return new Row(outcome.Contender.Name, outcome.Contender.Standing, outcome.Failure)
        {
            Values = [.. samples.Select(Value)],
            LatencyP50 = Number(Figures.Percentile(latencies, 50)),
            LatencyP99 = Number(Figures.Percentile(latencies, 99)),
            RatioToPeer = Number(Ratio(outcome, FirstPeer)),
            RatioToLimit = Number(Ratio(outcome, Limit)),
            Cpu = Number(Figures.Median(samples.Select(scenario.Metric.Cpu))),
            PeakBytes = samples.Max(sample => sample.PeakBytes),
            ResidentBytes = samples.Count == 0 ? [] : samples[^1].ResidentBytes,
            AllocatedPerOperation = Number(Figures.Median(samples.Where(sample => sample.AllocatedBytes is not null)
                .Select(sample => (double)sample.AllocatedBytes! / sample.Operations))),
            Flow = FlowFigures.Of(samples),
        };
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : value;
}
