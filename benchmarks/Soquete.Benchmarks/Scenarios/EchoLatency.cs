using Soquete.Benchmarks.Echo;
using Soquete.Benchmarks.Measuring;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>How late the latest answers are when all servers have the same to do, and none has too much.</summary>
internal sealed class EchoLatency : Scenario
{
    private const int Connections = 128;

    /// <summary>So much of what Socket can do at most.</summary>
    private const double Part = 0.6;

    private const int CalibrationMilliseconds = 500;

    private readonly string _domain;

    private readonly Lazy<long> _rate;

    public EchoLatency(string domain)
    {
        _domain = domain;
        _rate = new Lazy<long>(MeasureRate);
    }

    public override string Name => $"echo-latency-{_domain}";

    public override string Operation =>
        $"64 bytes there and back over {Connections} connections of {_domain}, for {Operations} ms at even intervals, "
        + $"{Part:P0} as many as Socket answers at most{Rate}; the time of each counts from when it was due.";

    public override Metric Metric => Metric.LatencyP99;

    /// <summary>Milliseconds.</summary>
    public override long Operations => 3000;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. new[]
        {
            EchoProgram.Soquete, EchoProgram.Pipes, EchoProgram.ThreadPool,
            EchoProgram.Socket, EchoProgram.Epoll, EchoProgram.Uring,
        }.Select(program => EchoRun.Contender(
            program, ms => EchoLoad.Open(_domain, Connections, ms, _rate.Value))),
    ];

    /// <summary>No worse than Socket.</summary>
    public override IReadOnlyList<Goal> Goals =>
    [
        new(EchoProgram.Soquete.Name, EchoProgram.Socket.Name, 1),
        new(EchoProgram.Pipes.Name, EchoProgram.Socket.Name, 1),
        new(EchoProgram.ThreadPool.Name, EchoProgram.Socket.Name, 1),
    ];

    private string Rate => _rate.IsValueCreated ? $", {_rate.Value} a second" : "";

    private long MeasureRate()
    {
        var sample = EchoRun.Measure(
            EchoProgram.Socket, EchoLoad.Closed(_domain, Connections, CalibrationMilliseconds));
        return (long)(Part * sample.Operations / sample.Wall.TotalSeconds);
    }
}
