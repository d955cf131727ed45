using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Cli.Arguments;
using Soquete.Cli.Bench;
using Soquete.Cli.Serving;

namespace Soquete.Cli.Verbs;

/// <summary><c>bench ADDRESS</c>: how much passes a link, and how long an answer takes.</summary>
internal sealed class BenchVerb : Verb
{
    /// <summary>What was measured is still told when a signal ends it: the other end has a part of that.</summary>
    private static readonly TimeSpan TimeToTell = TimeSpan.FromSeconds(3);

    public override VerbDefinition Definition { get; } = new("bench", "Measure the throughput and latency of a link")
    {
        Description =
        [
            "At the other end is 'soquete serve bench', or any server that sends back what it gets: which, is found " +
            "out, unless --plain-echo says it. ADDRESS is a stream's, of datagrams or of sequenced packets.",
            "Throughput is measured unless --requests is given: to the server, from it with --reverse, or both ways " +
            "at once. With --requests it is how long replies take. Each connection sends its next request when a " +
            "reply has come, --depth of them at once; with --rate requests have their times, whatever the replies " +
            "do, and each reply's latency counts from then: a server that stalls is seen by all who would have " +
            "asked meanwhile.",
            "Results go to standard output: a line for each interval, or on a terminal one that is always new, and " +
            "then the whole, without the warm-up. SIGINT ends it with what was measured.",
        ],
        Arguments = [new("ADDRESS", "Where the server is") { Candidates = Candidates.Address }],
        Options = BenchArguments.All,
        Examples =
        [
            new("soquete bench tcp:localhost:5201", "How much passes in ten seconds, to \"serve bench tcp:5201\""),
            new("soquete bench tcp:192.0.2.1:5201 --parallel 4 --reverse --bytes 10G",
                "How long four connections take to bring so much from there"),
            new("soquete bench unix:/run/bench.sock --requests --connections 16 --json",
                "How long replies take, as JSON"),
            new("soquete bench tcp:localhost:7 --requests --rate 5000 --plain-echo",
                "How an echo server of any make stands 5000 requests a second"),
            new("soquete bench udp:localhost:5201 --rate 100mbit", "What is lost at a given rate"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var typed = invocation.Typed;
        var address = typed.Address(Definition, 0).RefuseRelayOptions(Definition);
        if (address is not (SocketEndAddress or ExecAddress))
        {
            // What is sent would be written to a file, or to the terminal.
            throw new UsageException($"{Definition.Name}: {address.Scheme} has no other end to be measured");
        }

        var interval = BenchArguments.ReadInterval(typed);
        var plan = BenchPlan.Read(typed, address, interval ?? BenchReport.DefaultInterval(invocation.Settings));
        invocation.Interruption.Grace = TimeToTell;
        invocation.StartEngine(pays: true);
        var link = new LinkBenchmark(invocation.WithTimeout(address))
        {
            Connections = invocation.Connections,
            Peer = BenchArguments.ReadPeer(typed),
            Patience = invocation.Settings.Timeout ?? LinkBenchmark.DefaultPatience,
        };
        var report = BenchReport.For(plan, invocation.Settings, interval);
        try
        {
            report.End(await plan.MeasureAsync(link, report, invocation.Interruption.Stopping));
        }
        catch (BenchmarkException failure)
        {
            report.End(failure.Measured);
            throw;
        }

        return ExitStatus.Done;
    }
}
