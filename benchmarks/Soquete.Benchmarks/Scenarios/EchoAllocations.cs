using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What a request and its answer leave to the collector once all is warm.</summary>
internal sealed class EchoAllocations : Scenario
{
    private const int Connections = 16;

    /// <summary>What the runtime allocates now and then on its own, spread over all requests.</summary>
    private const double Nothing = 0.05;

    public override string Name => "echo-allocations";

    public override string Operation =>
        $"64 bytes there and back over {Connections} connections of unix, for {Operations} ms; what the server "
        + "allocated on the managed heap meanwhile.";

    public override Metric Metric => Metric.Allocated;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 1000;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[]
        {
            EchoProgram.Soquete, EchoProgram.Pipes, EchoProgram.ThreadPool, EchoProgram.Portable, EchoProgram.Socket,
        }.Select(program => EchoRun.Contender(program, ms => EchoLoad.Closed("unix", Connections, ms))),
    ];

    public override IReadOnlyList<Goal> Goals =>
    [
        .. new[] { EchoProgram.Soquete, EchoProgram.Pipes, EchoProgram.ThreadPool }
            .Select(program => new Goal(program.Name, null, Nothing)),
    ];
}
