namespace Soquete.Benchmarks.Measuring;

/// <summary>
/// The medians of a flow of datagrams: received in a second, CPU time of the sender for each that it sent and of the
/// receiver for each that it received, and what was lost.
/// </summary>
internal sealed record FlowFigures(
    double PerSecond, double SenderNanoseconds, double ReceiverNanoseconds, double LostPercent)
{
    public static FlowFigures? Of(IReadOnlyList<Sample> samples)
    {
        return samples.Any(sample => sample.Flow is null) || samples.Count == 0 ? null : new FlowFigures(
            Median((sample, _) => sample.Operations / sample.Wall.TotalSeconds),
            Median((_, flow) => flow.SenderCpu.TotalNanoseconds / flow.Sent),
            Median((sample, flow) => flow.ReceiverCpu.TotalNanoseconds / sample.Operations),
            Median((sample, flow) => 100.0 * (flow.Sent - sample.Operations) / flow.Sent));

        double Median(Func<Sample, FlowSample, double> figure) =>
            Figures.Median(samples.Select(sample => figure(sample, sample.Flow!)));
    }
}
