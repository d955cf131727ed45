using Soquete.Benchmarks.Capture;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// How many frames in a second are captured before the first is lost: the rate is raised until one is.
/// </summary>
internal sealed class CaptureRate : Scenario
{
    private const int FrameBytes = 200;

    private const long Lowest = 40_000;

    private const long Highest = 1_500_000;

    /// <summary>By how much the rate is raised each time.</summary>
    private const double Step = 1.5;

    public override string Name => "capture-rate";

    public override string Operation =>
        $"Frames of {FrameBytes} bytes in a second, captured to a file in memory without losing one in a second; the "
        + $"rate begins with {Lowest} and grows by the half until one is lost, or the sender goes no faster.";

    public override Metric Metric => Metric.Frames;

    /// <summary>The most that are sent at one rate.</summary>
    public override long Operations => 1_000_000;

    public override IReadOnlyList<Contender> Contenders => CapturingProgram.Measured(Raise);

    public override IReadOnlyList<Goal> Goals => [new(CapturingProgram.Ours, CapturingProgram.Peer, 1)];

    private static Sample Raise(CapturingProgram program, long most)
    {
        Sample? best = null;
        for (var rate = Lowest; rate <= Highest; rate = (long)(rate * Step))
        {
            var count = Math.Min(most, rate);
            var sample = CaptureRun.Measure(program, FrameBytes, count, rate);
            if (sample.Operations < count)
            {
                break;
            }

            best = sample;
            if (count / sample.Wall.TotalSeconds < 0.9 * rate)
            {
                break;
            }
        }

        return best ?? throw new MeasurementException($"frames are lost at {Lowest} a second already");
    }
}
