using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.MessageTrips;
using Soquete.Benchmarks.Peers;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// What one connection's request and answer take. Most of it is the way through the scheduler, which an end that spins
/// spares itself; so each end has a core of its own.
/// </summary>
internal sealed class StreamRoundTrip(string domain) : Scenario
{
    private const int MessageBytes = 64;
    private const string Spinning = "soquete, spinning";
    private const string Socket = "Socket, async";

    public override string Name => $"stream-round-trip-{domain}";

    public override string Operation =>
        $"{MessageBytes} bytes there and back over {domain}, one after the other, each end a process on a core of its "
        + "own; CPU time is of both.";

    public override Metric Metric => Metric.RoundTrip;

    public override long Operations => 8_000;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        Of(Spinning, Standing.Ours, () => End("soquete-spin")),
        Of("soquete", Standing.Ours, () => End("soquete-ring")),
        Of("soquete, portable", Standing.Ours, () => End("soquete-portable")),
        Of(Socket, Standing.Peer, () => End("socket")),
        Of("Socket, blocking", Standing.Peer, () => End("socket-blocking")),
        Of("C, blocking", Standing.Limit, () => [CProgram.Path(MessageTrip.Kind)]),
    ];

    /// <summary>At most half of what Socket takes.</summary>
    public override IReadOnlyList<Goal> Goals => [new(Spinning, Socket, 0.5)];

    private static IReadOnlyList<string> End(string method) =>
        [.. EndProgram.CompiledSoon, .. EndProgram.Command(MessageTrip.Kind, method)];

    private Contender Of(string name, Standing standing, Func<IReadOnlyList<string>> end) => new(
        name, standing, count => Threads.RunAsync(
            () => MessageTrip.Measure(end(), domain, MessageBytes, count, apart: true)));
}
