using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// What a server spends on a connection of one byte. Over the loopback a client's connect(2) does the whole handshake,
/// so that a client's core is busy before a server's: what counts is how many the server does for its CPU time.
/// </summary>
internal sealed class AcceptRate(string domain) : Scenario
{
    private const int AtOnce = 64;

    public override string Name => $"accept-{domain}";

    public override string Operation =>
        $"Connect over {domain}, one byte there and back, the server closes, the client closes; {AtOnce} at once for "
        + $"{Operations} ms, the server on one core, the client in C on the other.";

    public override Metric Metric => Metric.ConnectionsForCpu;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 400;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[]
        {
            EchoProgram.Soquete, EchoProgram.ThreadPool, EchoProgram.Portable,
            EchoProgram.Socket, EchoProgram.Epoll, EchoProgram.Uring,
        }.Select(program => EchoRun.Contender(program, ms => EchoLoad.Connections(domain, AtOnce, ms))),
    ];

    public override IReadOnlyList<Goal> Goals => [new(EchoProgram.Soquete.Name, EchoProgram.Socket.Name, 1.5)];
}
