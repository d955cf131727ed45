using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>The same of datagrams: one socket that answers many peers.</summary>
internal sealed class EchoUdp : Scenario
{
    /// <summary>As many as a receive buffer of the default size holds, with room to spare.</summary>
    private const int Peers = 64;

    public override string Name => "echo-udp";

    public override string Operation =>
        $"64 bytes there and back from {Peers} peers at once over udp, for {Operations} ms; the server is on one core, "
        + "the client in C on the other, and CPU time is the server's alone.";

    public override Metric Metric => Metric.ServerCpu;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 300;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[] { EchoProgram.Soquete, EchoProgram.Portable, EchoProgram.Socket, EchoProgram.Datagrams }
            .Select(program => EchoRun.Contender(program, ms => EchoLoad.Closed("udp", Peers, ms))),
    ];
}
