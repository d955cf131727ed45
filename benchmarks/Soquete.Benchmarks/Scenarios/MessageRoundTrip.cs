using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.MessageTrips;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a request and its answer cost where boundaries are kept.</summary>
internal sealed class MessageRoundTrip(string domain) : Scenario
{
    private const int MessageBytes = 64;

    public override string Name => $"message-round-trip-{domain}";

    public override string Operation =>
        $"{MessageBytes} bytes there and back over {domain}, each end a process; CPU time is of both.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 10_000;

    /// <summary>A message connection has no calls that wait on the caller's thread; datagram sockets have.</summary>
    public override IReadOnlyList<Contender> Contenders =>
    [
        Of("soquete", Standing.Ours, () => EndProgram.Command(MessageTrip.Kind, "soquete")),
        .. domain == "unix-seqpacket" ? [] : new[] { OnThread },
        Of("Socket, async", Standing.Peer, () => EndProgram.Command(MessageTrip.Kind, "socket")),
        Of("C, blocking", Standing.Limit, () => [CProgram.Path(MessageTrip.Kind)]),
    ];

    private Contender OnThread => Of(
        "soquete, on its thread", Standing.Ours, () => EndProgram.Command(MessageTrip.Kind, "soquete-thread"));

    private Contender Of(string name, Standing standing, Func<IReadOnlyList<string>> end) => new(
        name, standing, count => Threads.RunAsync(() => MessageTrip.Measure(end(), domain, MessageBytes, count)));
}
