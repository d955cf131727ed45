using Soquete.Benchmarking;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Bench;

/// <summary>One line on a terminal, always new, and then the result.</summary>
internal sealed class BenchLive(BenchPlan plan) : BenchReport
{
    private const int BarCells = 20;

    /// <summary>Back to the first column, and what is there erased (ECMA-48, EL).</summary>
    private const string Anew = "\r\e[K";

    private readonly IntervalText _interval = new(plan);
    private bool _isBegun;

    protected override void Tell(BenchmarkProgress progress)
    {
        var line = $"{BarOf(progress)}{_interval.Of(progress)}";
        // What a terminal wraps cannot be erased.
        Write($"{Begin()}{Anew}{(line.Length < TerminalText.Width ? line : line[..(TerminalText.Width - 1)])}");
    }

    protected override void Conclude(BenchmarkResult result) => Write($"{Begin()}{Anew}{ResultText.Of(result)}");

    private string Begin()
    {
        var heading = _isBegun ? "" : PlanText.Of(plan) + "\n";
        _isBegun = true;
        return heading;
    }

    private string BarOf(BenchmarkProgress progress)
    {
        if (plan.Duration is not { } whole || progress.IsWarmUp)
        {
            return "";
        }

        var done = (int)Math.Clamp((progress.Start + progress.Duration) / whole * BarCells, 0, BarCells);
        return new string('█', done) + new string('░', BarCells - done) + " ";
    }
}
