using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a program costs before it does anything.</summary>
internal sealed class StartTrivial : Scenario
{
    public override string Name => "start-trivial";

    public override string Operation => "Start, print the version, end.";

    public override Metric Metric => Metric.Start;

    public override long Operations => 20;

    public override IReadOnlyList<Contender> Contenders { get; } =
    [
        Of("soquete", Standing.Ours, Command.Native, "--version"),
        Of("./soquete", Standing.Ours, Command.Launcher, "--version"),
        Of("socat", Standing.Peer, "socat", "-V"),
        Of("ncat", Standing.Peer, "ncat", "--version"),
        Of("true", Standing.Limit, "/bin/true"),
    ];

    public override IReadOnlyList<Goal> Goals => [new("soquete", "socat", 2)];

    private static Contender Of(string name, Standing standing, params string[] command) => new(
        name, standing,
        count => Threads.RunAsync(() => Starts.Measure(count, participants => participants.Start(command), () => { })));
}
