using Soquete.Benchmarking;
using Soquete.Cli.Arguments;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Bench;

/// <summary>
/// Tells on standard output what is measured: the results are what was asked for. Intervals may be told from any
/// thread.
/// </summary>
internal abstract class BenchReport : IProgress<BenchmarkProgress>
{
    /// <summary>How often a line on a terminal is made anew.</summary>
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _oneAtATime = new();
    private bool _isOver;

    public static BenchReport For(BenchPlan plan, GlobalSettings settings, TimeSpan? interval) => settings switch
    {
        { Json: true } => new BenchJson(settings.Quiet),
        { Quiet: true } => new BenchQuiet(),
        _ when IsLive(settings, interval) => new BenchLive(plan),
        _ => new BenchLines(plan),
    };

    /// <summary>How often progress is to be told, where nobody says it.</summary>
    public static TimeSpan DefaultInterval(GlobalSettings settings) =>
        IsLive(settings, null) ? LiveInterval : LineInterval;

    /// <summary>An interval is over. One that is told too late is left out: the result stands below the rest.</summary>
    public void Report(BenchmarkProgress value)
    {
        lock (_oneAtATime)
        {
            if (!_isOver)
            {
                Tell(value);
            }
        }
    }

    public void End(BenchmarkResult result)
    {
        lock (_oneAtATime)
        {
            _isOver = true;
            Conclude(result);
        }
    }

    protected static void Write(string text) => StandardStream.Output.Write(text);

    protected abstract void Tell(BenchmarkProgress progress);

    protected abstract void Conclude(BenchmarkResult result);

    private static bool IsLive(GlobalSettings settings, TimeSpan? interval) =>
        settings is { Json: false, Quiet: false } && interval is null
        && StandardDescriptor.IsTerminal(StandardDescriptor.Output);
}
