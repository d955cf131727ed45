using Soquete.Benchmarks.Capture;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a captured frame costs, at a rate that every contender captures without loss.</summary>
internal sealed class CaptureCost(int bytes) : Scenario
{
    private const long PerSecond = 100_000;

    public override string Name => $"capture-{bytes}";

    public override string Operation =>
        $"Frames of {bytes} bytes, {PerSecond} a second, captured on a virtual link to a file in memory; "
        + "CPU time is of the capturing program, from when it listens to its end.";

    public override Metric Metric => Metric.FramesForCpu;

    public override long Operations => 300_000;

    public override IReadOnlyList<Contender> Contenders => CapturingProgram.Measured(
        (program, count) => CaptureRun.Measure(program, bytes, count, PerSecond));

    /// <summary>No more CPU time for a frame than tcpdump takes.</summary>
    public override IReadOnlyList<Goal> Goals => [new(CapturingProgram.Ours, CapturingProgram.Peer, 1)];
}
