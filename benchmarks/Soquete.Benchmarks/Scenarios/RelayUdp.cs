using Soquete.Benchmarks.DatagramFlows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Datagrams through a relay, with so few on their way that a socket of the default size loses none.</summary>
internal sealed class RelayUdp : Scenario
{
    private const int DatagramBytes = 1200;

    /// <summary>The default receive buffer, 208 KiB, holds 92 of them.</summary>
    private const int Window = 64;

    public override string Name => "relay-udp";

    public override string Operation =>
        $"UDP datagrams of {DatagramBytes} bytes for {Operations} ms through the relay, at most {Window} on their way; "
        + "CPU time is the relay's alone.";

    public override Metric Metric => Metric.Datagrams;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 1000;

    public override IReadOnlyList<Contender> Contenders { get; } = UdpRelay.Contenders(Measure);

    private static Sample Measure(RelayedEnds ends, long milliseconds)
    {
        string[] end = [CProgram.Path(DatagramFlow.Kind), "batch"];
        var (received, _, relayCpu, peak) = ends.Run(
            port => [.. end, "receive", $"{port}", $"{DatagramBytes}", $"{Window}"],
            port => [.. end, "send", $"{port}", $"{DatagramBytes}", $"{Window}", $"{milliseconds}"]);
        return new Sample(received.Count, received.Wall, relayCpu) { PeakBytes = peak };
    }
}
