using Soquete.Benchmarks.Crowds;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What it takes to keep the map of a machine with many sockets on a terminal.</summary>
internal sealed class MapWatch(int sockets) : Scenario
{
    private const int Over = 20_000;

    public override string Name => $"map-watch-{sockets / 1000}k";

    public override string Operation =>
        $"map --watch on a terminal for {Operations} s, a map each second, of {sockets / 2} sockets of unix and as "
        + "many of tcp in 500 processes that do nothing, in a network namespace of their own.";

    public override Metric Metric => Metric.ShareOfCore;

    /// <summary>Seconds, and so maps.</summary>
    public override long Operations => 15;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete map --watch", over: 0),
        Of("the same beside 20,000 in TIME-WAIT", Over),
        Of("soquete map --watch --problems", over: 0, "--problems"),
        Of("soquete map --watch --scheme tcp", over: 0, "--scheme", "tcp"),
    ];

    public override IReadOnlyList<Goal> Goals => [new("soquete map --watch", null, 5)];

    private Contender Of(string name, int over, params string[] filters) => new(
        name, Standing.Ours, count => WatchRun.MeasureAsync(count, sockets, over, filters));
}
