using Soquete.Benchmarks.Measuring;
using Soquete.Benchmarks.Peers;
using Soquete.Benchmarks.Processes;

namespace Soquete.Benchmarks.Echo;

/// <summary>One load on one server, both warm; CPU time and allocations are the server's alone.</summary>
internal static class EchoRun
{
    /// <summary>A contender of a scenario.</summary>
    /// <param name="program">The server.</param>
    /// <param name="load">What is asked of it, for the scenario's operations.</param>
    public static Contender Contender(EchoProgram program, Func<long, EchoLoad> load) =>
        new(program.Name, program.Standing, count => Threads.RunAsync(() => Measure(program, load(count))));

    public static Sample Measure(EchoProgram program, EchoLoad load)
    {
        using var participants = new Participants(countsThisProcess: false);
        var address = load.FreeAddress();
        using var server = Dialogue.Listen(participants, load.Server(program, address));
        using var client = Dialogue.Start(participants, load.Client(address));
        client.Hear();
        // What a question costs is found by asking twice.
        var (first, second) = (Allocated(program, server), Allocated(program, server));
        var before = CpuTime.OfRunning(server.Id);
        var lines = client.Finish("measure");
        var cpu = CpuTime.OfRunning(server.Id) - before;
        var allocated = Allocated(program, server) - second - (second - first);
        var report = EndReport.Parse(lines[0]);
        return new Sample(report.Count, report.Wall, cpu)
        {
            Histogram = Histogram.Parse(lines.Skip(1)),
            AllocatedBytes = allocated is { } bytes ? Math.Max(0, bytes) : null,
            Further = new Dictionary<string, double> { [load.Rate] = report.Count / report.Wall.TotalSeconds },
        };
    }

    private static long? Allocated(EchoProgram program, Dialogue server) =>
        program.Answers ? long.Parse(server.Ask(EchoQuestions.Allocated)) : null;
}
