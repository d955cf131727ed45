using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Events;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Peers;
using Soquete.Relaying;

namespace Soquete.Cli.Verbs;

/// <summary><c>relay FROM TO</c>: joins two addresses.</summary>
internal sealed class RelayVerb : Verb
{
    public override VerbDefinition Definition { get; } =
        new("relay", "Join two addresses, for many connections at once")
    {
        Description =
        [
            "FROM is listened on, and each peer that comes is joined to a connection of its own to TO. ',connect' " +
            "on FROM or ',listen' on TO turns that part round. Where nothing is listened on, the two are joined " +
            "once.",
            "Datagrams, sequenced packets and streams are joined in any pairs. Each peer of a datagram address has a " +
            "session with an end of its own, until it is silent for the address's idle-timeout, or until more peers " +
            "come than --max allows and it was silent longest. Where messages pass over a stream, its address says " +
            "with 'frame' how their boundaries are kept. 'loss', 'duplicate', 'reorder', 'delay', 'jitter' and " +
            "'rate' on an address do to what is sent to it what networks do. What passed is told at the end.",
            "Half-close is kept: a side that has finished sending still gets the whole answer. A slow reader " +
            "slows its writer and nobody else.",
            "With --write, what passes is recorded as a capture: a TCP conversation for each pair of streams, a UDP " +
            "one for each pair of ends of messages, between the real addresses, or made-up ones where there are " +
            "none, as in the unix domain. A slow disk then slows the relay, and a full one ends the recording " +
            "alone; the status says so in the end.",
        ],
        Arguments =
        [
            new("FROM", "Where peers come from, or where bytes are read") { Candidates = Candidates.Address },
            new("TO", "What each is joined to, or where bytes are written") { Candidates = Candidates.Address },
        ],
        Options =
        [
            ServingOptions.Max, ServingOptions.Grace, RelayOptions.Write, EngineArguments.Engine,
            EngineArguments.Threads, EngineArguments.Spin,
        ],
        Examples =
        [
            new("soquete relay tcp:8080 unix:/run/app.sock", "Make a unix service reachable by TCP on the loopback"),
            new("soquete relay unix:@db tcp:db.example.org:5432",
                "Make a service elsewhere reachable by an abstract name"),
            new("soquete relay udp:*:5353 udp:192.0.2.1:53", "Pass datagrams on, with a session for each peer"),
            new("soquete relay udp:5000 udp:localhost:6000,loss=5%,delay=20ms,jitter=5ms",
                "See how a program stands a bad network"),
            new("soquete relay udp:5000 tcp:localhost:5300,frame=u16", "Datagrams to a stream of frames"),
            new("soquete relay packet:eth1 udp:192.0.2.1:4789", "One half of a bridge of two links"),
            new("soquete relay unix:/tmp/seen.sock unix:/run/app.sock --write seen.pcapng",
                "Record what passes a unix socket, for Wireshark"),
            new("soquete relay file:backup.tar tcp:localhost:5000", "Send a file"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var (from, to) = (invocation.Typed.Address(Definition, 0), invocation.Typed.Address(Definition, 1));
        if (from is StandardStreamsAddress && to is StandardStreamsAddress)
        {
            throw new UsageException($"{Definition.Name}: FROM and TO are the same standard input and output");
        }

        ClosedDescriptors.RefuseIfNeeded(from, to);
        invocation.SetGrace();
        invocation.StartEngine(pays: true);
        var (listened, joinsOnce) = (Relay.IsListenedOn(from), Relay.JoinsOnce(from, to));
        await using var recorded = invocation.OpenRecording(from, to);
        var relay = new RelayServer(
            listened ? invocation.WithMax(from) : invocation.WithTimeout(from), invocation.WithTimeout(to))
        {
            Grace = invocation.Interruption.Grace,
            Engine = invocation.Engine,
            Recording = recorded?.Recording,
            OnListening = invocation.Watch,
            OnListeningForMessages = invocation.Watch,
            OnBound = invocation.Watch,
            OnJoined = (first, second) => TellJoined(invocation.Events, first, listened, second),
            OnEnded = (first, second, result) => TellEnded(invocation.Events, first, second, result, joinsOnce),
            OnFailed = (peer, failure) => invocation.Events.Report(AssociationEvents.Ended(peer, failure)),
        };
        var report = await relay.RunAsync(invocation.Interruption.Stopping);
        if (RelayEvents.IsWorthTelling(from, to))
        {
            invocation.Events.Report(RelayEvents.Relayed(report));
        }

        await (recorded?.CompleteAsync() ?? Task.CompletedTask);
        if (report.Single is { } result)
        {
            Joining.ThrowIfFailed(result);
        }

        return recorded is { HasFailed: true } ? ExitStatus.Failed : ExitStatus.Done;
    }

    private static void TellJoined(EventWriter events, IConnection first, bool isAccepted, IConnection second)
    {
        events.Report(isAccepted ? AssociationEvents.Accepted(first) : AssociationEvents.Connected(first));
        events.Report(AssociationEvents.Connected(second));
    }

    private static void TellEnded(
        EventWriter events, IConnection first, IConnection second, RelayResult result, bool joinsOnce)
    {
        foreach (var end in (ReadOnlySpan<IConnection>)[first, second])
        {
            var failure = result.FailedEnd == end ? result.Failure : null;
            events.Report(joinsOnce ? AssociationEvents.Finished(end, failure) : AssociationEvents.Ended(end, failure));
        }
    }
}
