using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Ping;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// What a ping measures of the same link: each program's own figures, which say how soon after its clock it sends,
/// and how well it knows when the answer came.
/// </summary>
internal sealed class PingRoundTrip : Scenario
{
    private const string Interval = "10ms";

    public override string Name => "ping";

    public override string Operation =>
        $"An echo request of 56 bytes each {Interval} from one namespace to another, and the round trip that the "
        + "program prints of each; CPU time is of the program, its start included.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 500;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete", Standing.Ours, count => [Command.Native, "ping", PingLink.Answering, "--count", $"{count}",
            "--interval", Interval, "--json"]),
        Of("soquete, as text", Standing.Ours, count => [Command.Native, "ping", PingLink.Answering, "--count",
            $"{count}", "--interval", Interval]),
        Of("ping (iputils)", Standing.Peer, count => ["ping", "-n", "-c", $"{count}", "-i", "0.01",
            PingLink.Answering]),
    ];

    /// <summary>Within 10 % of what iputils measures.</summary>
    public override IReadOnlyList<Goal> Goals => [new("soquete", "ping (iputils)", 1.1)];

    private static Contender Of(string name, Standing standing, Func<long, string[]> command) => new(
        name, standing, count => Threads.RunAsync(() =>
        {
            using var link = new PingLink();
            return PingRun.Measure(link.Inside(command(count)), count);
        }));
}
