using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>A line for each interval, and the result.</summary>
internal sealed class BenchLines(BenchPlan plan) : BenchReport
{
    private readonly IntervalText _interval = new(plan);
    private bool _isBegun;

    protected override void Tell(BenchmarkProgress progress)
    {
        Begin();
        Write(_interval.Of(progress) + "\n");
    }

    protected override void Conclude(BenchmarkResult result)
    {
        Begin();
        Write(ResultText.Of(result));
    }

    /// <summary>Once there is something to tell: what cannot begin has no heading.</summary>
    private void Begin()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            Write(PlanText.Of(plan) + "\n");
        }
    }
}
