namespace Soquete.Benchmarks.Measuring;

/// <summary>One comparison. A new one is a file and a line in <see cref="Scenarios.ScenarioList"/>.</summary>
internal abstract class Scenario
{
    /// <summary>As the command line names it.</summary>
    public abstract string Name { get; }

    /// <summary>What one operation is, in a sentence.</summary>
    public abstract string Operation { get; }

    public abstract Metric Metric { get; }

    /// <summary>How many operations a contender does in a round.</summary>
    public abstract long Operations { get; }

    /// <summary>The first peer among them is the one that ratios refer to.</summary>
    public abstract IReadOnlyList<Contender> Contenders { get; }

    /// <summary>Whether every measurement warms up by itself, so that no round has to go before.</summary>
    public virtual bool WarmsUp => false;

    public virtual IReadOnlyList<Goal> Goals => [];
}
