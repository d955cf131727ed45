using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>What both ends counted, put together.</summary>
/// <param name="flows">This end's.</param>
/// <param name="counts">The server's; null where there is none, or none was had.</param>
/// <param name="timeline">When it was.</param>
/// <param name="isTimed">Whether it went on for a given time, so that silence at the end counts too.</param>
internal sealed class ThroughputFigures(IFlows flows, Counts? counts, Timeline timeline, bool isTimed)
{
    public BenchmarkFlow Forward()
    {
        var sent = flows.Meters.Sum(meter => meter.Sent);
        return new BenchmarkFlow
        {
            // Of a block that was broken off this end does not know how much the kernel took.
            BytesSent = Math.Max(sent, flows.Received is null ? counts?.BytesReceived ?? 0 : 0),
            BytesReceived = counts?.BytesReceived,
            Duration = counts is { } known
                ? AtLeastMeasured(known.ReceivingTime)
                : AtLeastMeasured(SinceMark(flows.Meters.Max(meter => meter.LastSent))),
            Datagrams = flows.Received is null || counts is not { } theirs
                ? null : theirs.Datagrams.ToFlow(flows.DatagramsSent),
        };
    }

    public BenchmarkFlow Reverse()
    {
        var received = flows.Meters.Sum(meter => meter.Received);
        return new BenchmarkFlow
        {
            // An echo sends what it gets: of streams what arrives was sent.
            BytesSent = counts?.BytesSent is { } sent ? Math.Max(sent, flows.Received is null ? received : 0)
                : flows.Received is null ? received : flows.Meters.Sum(meter => meter.Sent),
            BytesReceived = received,
            Duration = AtLeastMeasured(SinceMark(flows.Meters.Max(meter => meter.LastReceived))),
            Datagrams = flows.Received?.ToFlow(counts?.Datagrams.Sent ?? flows.DatagramsSent),
        };
    }

    private TimeSpan SinceMark(long time) => Clock.Span(Math.Max(0, time - timeline.MarkedAt));

    /// <summary>So little that it was all there before an end began to count took no longer than the whole.</summary>
    private TimeSpan AtLeastMeasured(TimeSpan time) =>
        time == TimeSpan.Zero || (isTimed && time < timeline.Duration) ? timeline.Duration : time;
}
