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

    /// <summary>
    /// What a goal is about: a ratio, or the figure itself; not a number where one of the two failed.
    /// </summary>
    public double FigureOf(Goal goal) => goal.Against is { } other
        ? Ratio(Named(goal.Contender), Named(other))
        : Figures.Median(Named(goal.Contender)?.Samples.Select(Value) ?? []);

    public bool IsMet(Goal goal) =>
        scenario.Metric.MoreIsBetter ? FigureOf(goal) >= goal.Bound : FigureOf(goal) <= goal.Bound;

    private Outcome? Named(string name) => outcomes.FirstOrDefault(outcome => outcome.Contender.Name == name);

    /// <summary>The median of the rounds' ratios, each of two samples of the same round.</summary>
    private double Ratio(Outcome? outcome, Outcome? reference) => outcome is null || reference is null ? double.NaN
        : Figures.Median(outcome.Samples.Zip(reference.Samples, (own, other) => Value(own) / Value(other)));

    private double Value(Sample sample) => scenario.Metric.Value(sample);

    private Row RowOf(Outcome outcome)
    {
        var samples = outcome.Samples;
        var histogram = Histogram.Sum(samples.Select(sample => sample.Histogram).OfType<Histogram>());
        var latencies = samples.SelectMany(sample => sample.Latencies)
            .Select(latency => latency.TotalMicroseconds).Order().ToArray();
        return new Row(outcome.Contender.Name, outcome.Contender.Standing, outcome.Failure)
        {
            Values = [.. samples.Select(Value)],
            LatencyP50 = Number(Figures.Percentile(latencies, 50)) ?? Number(histogram.Percentile(50)),
            LatencyP99 = Number(Figures.Percentile(latencies, 99)) ?? Number(histogram.Percentile(99)),
            RatioToPeer = Number(Ratio(outcome, FirstPeer)),
            RatioToLimit = Number(Ratio(outcome, Limit)),
            Cpu = Number(Figures.Median(samples.Select(scenario.Metric.Cpu))),
            PeakBytes = samples.Max(sample => sample.PeakBytes),
            ResidentBytes = samples.Count == 0 ? [] : samples[^1].ResidentBytes,
            AllocatedPerOperation = Number(Figures.Median(samples.Where(sample => sample.AllocatedBytes is not null)
                .Select(sample => (double)sample.AllocatedBytes! / sample.Operations))),
            Further = samples.SelectMany(sample => sample.Further).GroupBy(figure => figure.Key)
                .ToDictionary(one => one.Key, one => Figures.Median(one.Select(figure => figure.Value))),
            Flow = FlowFigures.Of(samples),
        };
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : value;
}
