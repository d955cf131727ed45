using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>
/// What a server on one core spends on a request and its answer, when it has as much to do as it can: the client has
/// the other core, never sleeps, and sends the next request of each connection when its answer is there.
/// </summary>
internal sealed class EchoCost(string domain, int connections) : Scenario
{
    /// <summary>How many connections those rows are measured with that differ little from another.</summary>
    private const int Usual = 128;

    public override string Name => $"echo-{domain}-{connections}";

    public override string Operation =>
        $"64 bytes there and back over {connections} connections of {domain} at once, for {Operations} ms; the "
        + "server is on one core, the client in C on the other, and CPU time is the server's alone.";

    public override Metric Metric => Metric.ServerCpu;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 300;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[]
        {
            EchoProgram.Soquete, EchoProgram.Pipes, EchoProgram.ThreadPool, EchoProgram.Portable,
            EchoProgram.Socket, EchoProgram.SocketInline, EchoProgram.Epoll, EchoProgram.Uring,
        }
        .Where(program => connections == Usual || program != EchoProgram.Portable)
        .Select(program => EchoRun.Contender(program, ms => EchoLoad.Closed(domain, connections, ms))),
    ];

    /// <summary>At most 0.45 of what Socket takes, and near to C: to both servers, so to the better one.</summary>
    public override IReadOnlyList<Goal> Goals =>
    [
        new(EchoProgram.Soquete.Name, EchoProgram.Socket.Name, 0.45),
        .. new[] { EchoProgram.Epoll, EchoProgram.Uring }.SelectMany(limit => new Goal[]
        {
            new(EchoProgram.Soquete.Name, limit.Name, 1.15), new(EchoProgram.Pipes.Name, limit.Name, 1.3),
        }),
    ];
}
