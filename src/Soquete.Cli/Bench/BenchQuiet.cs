using Soquete.Benchmarking;

namespace Soquete.Cli.Bench;

/// <summary>The result alone.</summary>
internal sealed class BenchQuiet : BenchReport
{
    protected override void Tell(BenchmarkProgress progress)
    {
    }

    protected override void Conclude(BenchmarkResult result) => Write(ResultText.Of(result));
}
