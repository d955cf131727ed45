using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>Two rings in one process: connections handed from one to the other, or spread by the kernel.</summary>
internal sealed class EchoTwoThreads : Scenario
{
    private const int Connections = 128;

    public override string Name => "echo-two-threads";

    public override string Operation =>
        $"64 bytes there and back over {Connections} connections of tcp at once, for {Operations} ms; the server has "
        + "two rings and both cores, of which the client takes one.";

    public override Metric Metric => Metric.ServerCpu;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 400;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[] { EchoProgram.HandedOver, EchoProgram.SharedPort, EchoProgram.Socket }
            .Select(program => EchoRun.Contender(
                program with { Cores = "0,1" }, ms => EchoLoad.Closed("tcp", Connections, ms))),
    ];
}
