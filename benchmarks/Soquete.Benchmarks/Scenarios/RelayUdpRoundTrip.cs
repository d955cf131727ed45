using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.MessageTrips;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a relay of UDP adds to the time that an answer takes.</summary>
internal sealed class RelayUdpRoundTrip : Scenario
{
    private const int MessageBytes = 64;

    public override string Name => "relay-udp-round-trip";

    public override string Operation =>
        $"{MessageBytes} bytes there and back over UDP through the relay; CPU time is the relay's alone.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 5000;

    public override IReadOnlyList<Contender> Contenders { get; } = UdpRelay.Contenders(Measure);

    private static Sample Measure(RelayedEnds ends, long count)
    {
        var end = CProgram.Path(MessageTrip.Kind);
        var (answered, lines, relayCpu, peak) = ends.Run(
            port => [end, "answer", "udp", $"{port}", $"{MessageBytes}"],
            port => [end, "ask", "udp", $"{port}", $"{MessageBytes}", $"{count}"]);
        return new Sample(answered.Count, answered.Wall, relayCpu)
        {
            Latencies = MessageTrip.Latencies(lines), PeakBytes = peak,
        };
    }
}
