using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What connections hold in memory that were busy and now wait.</summary>
internal sealed class IdleConnections : Scenario
{
    public override string Name => "idle-connections";

    public override string Operation =>
        $"{Operations} connections over unix that have each been answered and wait: what the server's resident memory "
        + "grew by for each, its live managed heap, and the kernel's slabs for both ends.";

    public override Metric Metric => IdleRun.Metric;

    public override long Operations => 10_000;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[]
        {
            EchoProgram.Soquete, EchoProgram.Pipes, EchoProgram.OwnZeroByte, EchoProgram.PortablePipes,
            EchoProgram.Socket, EchoProgram.SocketZeroByte, EchoProgram.Epoll, EchoProgram.Uring,
        }.Select(IdleRun.Contender),
    ];

    /// <summary>At most half of what a connection of Socket holds.</summary>
    public override IReadOnlyList<Goal> Goals =>
    [
        new(EchoProgram.Soquete.Name, EchoProgram.Socket.Name, 0.5),
        new(EchoProgram.Pipes.Name, EchoProgram.Socket.Name, 0.5),
    ];
}
