using Soquete.Benchmarks.DatagramFlows;
using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// What a datagram costs. A flood would lose most of what it sends at whichever end is slower, and its figures would
/// tell of that; so the sender has a window of credit, and both ends go as fast as the slower of them does, without
/// loss. All ends number, check and tell alike, name the other's address with each call, and have warmed up.
/// </summary>
internal sealed class Datagrams(int bytes) : Scenario
{
    private const string OnThread = "soquete, on its thread";
    private const string PlainOnThread = "soquete, no offload, on its thread";

    public override string Name => $"datagrams-{bytes}";

    public override string Operation =>
        $"UDP datagrams of {bytes} bytes for {Operations} ms, from one process to another, "
        + $"at most {DatagramFlow.Window(bytes)} of them unread; CPU time is of both processes.";

    public override Metric Metric => Metric.DatagramsForCpu;

    /// <summary>Milliseconds: the fastest contender sends fifty times as many as the slowest.</summary>
    public override long Operations => 1000;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete", Standing.Ours, () => EndProgram.Command(DatagramFlow.Kind, "soquete")),
        Of("soquete, no offload", Standing.Ours, () => EndProgram.Command(DatagramFlow.Kind, "soquete-plain")),
        Of(OnThread, Standing.Ours, () => EndProgram.Command(DatagramFlow.Kind, "soquete-thread")),
        Of(PlainOnThread, Standing.Ours, () => EndProgram.Command(DatagramFlow.Kind, "soquete-thread-plain")),
        Of("Socket.SendToAsync", Standing.Peer, () => EndProgram.Command(DatagramFlow.Kind, "socket")),
        new("iperf3", Standing.Peer, count => Threads.RunAsync(() => Iperf.Measure(bytes, count))),
        Of("C, GSO and GRO", Standing.Limit, () => [CProgram.Path(DatagramFlow.Kind), "offload"]),
        Of("C, sendmmsg", Standing.Limit, () => [CProgram.Path(DatagramFlow.Kind), "batch"]),
    ];

    /// <summary>Four times as many for the same CPU time, and within 15 % of C by the same means.</summary>
    public override IReadOnlyList<Goal> Goals =>
    [
        new("soquete", "Socket.SendToAsync", 4),
        new(OnThread, "C, GSO and GRO", 0.85), new(PlainOnThread, "C, sendmmsg", 0.85),
    ];

    private Contender Of(string name, Standing standing, Func<IReadOnlyList<string>> end) =>
        new(name, standing, count => Threads.RunAsync(() => DatagramFlow.Measure(end(), bytes, count)));
}
