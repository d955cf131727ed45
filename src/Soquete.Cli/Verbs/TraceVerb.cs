using Soquete.Cli.Arguments;
using Soquete.Cli.Trace;
using Soquete.Probing;

namespace Soquete.Cli.Verbs;

/// <summary><c>trace HOST</c>: the routers on the way to a host.</summary>
internal sealed class TraceVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("trace", "Show the path to a host, router by router")
    {
        Description =
        [
            "Probes that may pass one router, two, three and so on are sent several at once; each router where a " +
            "probe's time is up says so. All probes of a trace look the same to what balances load, so they take one " +
            "path. A star is a probe that nobody answered; --timeout is how long an answer is waited for at most " +
            "(default 3s), which is less where later hops have answered.",
            "UDP probes need no authority. ICMP probes need none where the system lets everybody ping " +
            "(net.ipv4.ping_group_range); otherwise, and for --tcp, it takes CAP_NET_RAW.",
            "The status is 0 where the host was reached, 3 where somebody says that probes go no further, and 4 " +
            "where no answer came from the host. SIGINT ends it with what was found.",
        ],
        Arguments = [new("HOST", "A name or an address")],
        Options = TraceArguments.All,
        Examples =
        [
            new("soquete trace example.org", "The path, with names"),
            new("soquete trace example.org --tcp 443 --no-names", "As a connection to a web server goes"),
            new("soquete trace 192.0.2.1 --mtu", "The path's MTU, and who says so"),
            new("soquete trace 2001:db8::1 --icmp --probes 1 --json", "One JSON object for each hop"),
        ],
        Statuses =
        [
            ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.Refused, ExitStatus.TimedOut,
            ExitStatus.NameNotFound, ExitStatus.NotPermitted, ExitStatus.Interrupted,
        ],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var host = invocation.Typed.Required(Definition, 0);
        var options = TraceArguments.Read(invocation.Typed, invocation.Settings);
        var stopping = invocation.Interruption.Stopping;
        using var trace = await OpenAsync(host, options, stopping);
        TraceReport report = invocation.Settings.Json
            ? new TraceJson(trace, options)
            : new TraceText(invocation, host, trace, options);
        report.Begin();
        try
        {
            await foreach (var hop in trace.HopsAsync(stopping))
            {
                report.Tell(hop);
            }
        }
        catch (OperationCanceledException) when (invocation.WasInterrupted)
        {
            // What was found by then is told below.
        }

        var path = trace.Path;
        report.End(path);
        return StatusOf(path.Ending);
    }

    private static async Task<PathTrace> OpenAsync(
        string host, TraceOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await PathTrace.OpenAsync(host, options, cancellationToken);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException($"trace: {problem.Message}");
        }
    }

    private static ExitStatus StatusOf(TraceEnding ending) => ending switch
    {
        TraceEnding.Reached => ExitStatus.Done,
        TraceEnding.Unreachable => ExitStatus.Refused,
        _ => ExitStatus.TimedOut,
    };
}
