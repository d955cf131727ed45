using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Web;

namespace Soquete.Benchmarks.Scenarios;

/// <summary>What carries ASP.NET Core, by how many requests it answers for the server's CPU time.</summary>
internal sealed class KestrelRequests(string path, int connections) : Scenario
{
    public override string Name => $"kestrel-{path}-{connections}";

    public override string Operation =>
        $"GET /{path} by wrk over {connections} connections of tcp for {Operations} s; the server is on one core, wrk "
        + "on the other, and CPU time is the server's alone.";

    public override Metric Metric => Metric.RequestsForCpu;

    /// <summary>Seconds.</summary>
    public override long Operations => 1;

    public override bool WarmsUp => true;

    public override IReadOnlyList<Contender> Contenders =>
    [
        .. WebServer.All.Select(server => new Contender(
            server.Name, server.Standing,
            seconds => Threads.RunAsync(() => WebRun.Measure(server, path, connections, seconds)))),
    ];

    /// <summary>1.3 times what Kestrel's own transport answers.</summary>
    public override IReadOnlyList<Goal> Goals =>
    [
        .. new[] { WebServer.Inline, WebServer.ThreadPool }
            .Select(server => new Goal(server.Name, WebServer.Sockets.Name, 1.3)),
    ];
}
