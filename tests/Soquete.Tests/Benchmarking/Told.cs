using Soquete.Benchmarking;

namespace Soquete.Tests.Benchmarking;

/// <summary>What was told of a measurement as it went on.</summary>
internal sealed class Told(Action<BenchmarkProgress>? then = null) : IProgress<BenchmarkProgress>
{
    private readonly List<BenchmarkProgress> _all = [];

    public IReadOnlyList<BenchmarkProgress> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    public void Report(BenchmarkProgress value)
    {
        lock (_all)
        {
            _all.Add(value);
        }

        then?.Invoke(value);
    }
}
