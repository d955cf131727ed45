using Soquete.Cli.Arguments;
using Soquete.Cli.Ping;
using Soquete.Probing;

namespace Soquete.Cli.Verbs;

/// <summary><c>ping TARGET</c>: whether a host or a port is there, and how long it takes to answer.</summary>
internal sealed class PingVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("ping", "Ask a host or a port whether it is there")
    {
        Description =
        [
            "A host is asked by ICMP echo requests: without authority where the system allows that " +
            "(net.ipv4.ping_group_range), else through a raw socket. tcp:HOST:PORT is asked by the handshake of a " +
            "connection that is closed at once, udp:HOST:PORT by a datagram, whose silence leaves open whether " +
            "anybody has the port.",
            "The status is 0 where at least one request was answered, 3 where all that came back was that the port " +
            "is closed or the host not to be reached, and 4 where nothing came back. SIGINT ends it with the summary.",
            "--flood, and intervals under 2ms, are for this machine alone: its own addresses, and neighbours on veth " +
            "links, which are its own namespaces.",
        ],
        Arguments =
        [
            // Not an address: a host stands alone here.
            new("TARGET", "HOST, tcp:HOST:PORT or udp:HOST:PORT"),
        ],
        Options = PingArguments.All,
        Examples =
        [
            new("soquete ping localhost --count 3", "Three requests, a second apart"),
            new("soquete ping 192.0.2.1 --interval 200ms --deadline 10s --json", "One JSON object for each event"),
            new("soquete ping 192.0.2.1 --size 1472 --dont-fragment", "Whether the path takes packets of 1500 bytes"),
            new("soquete ping tcp:example.org:443 --count 5", "How long a TCP handshake takes"),
        ],
        Statuses =
        [
            ExitStatus.Done, ExitStatus.Failed, ExitStatus.WrongUsage, ExitStatus.Refused, ExitStatus.TimedOut,
            ExitStatus.NameNotFound, ExitStatus.NotPermitted, ExitStatus.Interrupted,
        ],
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var target = PingTarget.Parse(invocation.Typed.Required(Definition, 0));
        var options = PingArguments.Read(invocation.Typed, invocation.Settings);
        // Before anything is sent: who stops it is to see what there was.
        var stopping = invocation.Interruption.Stopping;
        using var pinger = await OpenAsync(target, options, stopping);
        var report = PingReport.For(pinger, options, invocation.Settings);
        report.Begin();
        try
        {
            await pinger.RunAsync(report.Tell, stopping);
        }
        catch (OperationCanceledException) when (invocation.WasInterrupted)
        {
            // What was asked for has happened; the summary says how far it came.
        }

        var summary = pinger.Summary;
        report.End(summary);
        return PingStatus.Of(summary);
    }

    private static async Task<Pinger> OpenAsync(
        PingTarget target, PingOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await Pinger.OpenAsync(target, options, cancellationToken);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException($"ping: {problem.Message}");
        }
    }
}
