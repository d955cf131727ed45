using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What it takes to say which process has which socket, where there are many.</summary>
internal sealed class MapCost(string scheme, int connections) : Scenario
{
    private const int Processes = 500;

    /// <summary>Of a connection over the loopback both ends are here; of the unix domain sockets are counted.</summary>
    private int Sockets => scheme == "tcp" ? 2 * connections : connections;

    public override string Name => $"map-{scheme}-{connections / 1000}k";

    public override string Operation =>
        $"Start, tell who has each of {Sockets} sockets of {scheme} in {Processes} processes, end; output to nowhere. "
        + "The map also says who is at the other end.";

    public override Metric Metric => Metric.Start;

    public override long Operations => 3;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete map", Standing.Ours, Command.Native, "map", "--quiet", "--scheme", scheme),
        Of("soquete map --json", Standing.Ours, Command.Native, "map", "--quiet", "--scheme", scheme, "--json"),
        scheme == "tcp"
            ? Of("ss -tnp", Standing.Peer, "ss", "-tnp")
            : Of("ss -xp", Standing.Peer, "ss", "-xp"),
        scheme == "tcp"
            ? Of("lsof -nP -iTCP", Standing.Peer, "lsof", "-nP", "-iTCP")
            : Of("lsof +E -aU", Standing.Peer, "lsof", "+E", "-aU"),
    ];

    /// <summary>Less than ss needs to tell less.</summary>
    public override IReadOnlyList<Goal> Goals => [new("soquete map", scheme == "tcp" ? "ss -tnp" : "ss -xp", 0.8)];

    private Contender Of(string name, Standing standing, params string[] command) =>
        new(name, standing, count => Threads.RunAsync(() => Measure(count, command)));

    private Sample Measure(long count, string[] command)
    {
        using var crowd = new Participants(countsThisProcess: false);
        using var holders = Dialogue.Start(
            crowd, [CProgram.Path("socket-crowd"), scheme, $"{Sockets}", $"{Processes}"]);
        holders.Hear();
        return Starts.Measure(count, participants => participants.Start(command), () => { });
    }
}
