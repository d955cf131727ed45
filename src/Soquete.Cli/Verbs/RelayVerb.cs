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
            "Half-close is kept: a side that has finished sending still gets the whole answer. A slow reader " +
            "slows its writer and nobody else.",
        ],
        Arguments =
        [
            new("FROM", "Where peers come from, or where bytes are read") { Candidates = Candidates.Address },
            new("TO", "What each is joined to, or where bytes are written") { Candidates = Candidates.Address },
        ],
        Options = [ServingOptions.Max, ServingOptions.Grace],
        Examples =
        [
            new("soquete relay tcp:8080 unix:/run/app.sock", "Make a unix service reachable by TCP on the loopback"),
            new("soquete relay unix:@db tcp:db.example.org:5432",
                "Make a service elsewhere reachable by an abstract name"),
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
        var (listened, joinsOnce) = (Relay.IsListenedOn(from), Relay.JoinsOnce(from, to));
        var relay = new RelayServer(
            listened ? invocation.WithMax(from) : invocation.WithTimeout(from), invocation.WithTimeout(to))
        {
            Grace = invocation.Interruption.Grace,
            OnListening = invocation.Watch,
            OnJoined = (first, second) => TellJoined(invocation.Events, first, listened, second),
            OnEnded = (first, second, result) => TellEnded(invocation.Events, first, second, result, joinsOnce),
            OnFailed = (peer, failure) => invocation.Events.Report(AssociationEvents.Ended(peer, failure)),
        };
        if ((await relay.RunAsync(invocation.Interruption.Stopping)).Single is { } result)
        {
            Joining.ThrowIfFailed(result);
        }

        return ExitStatus.Done;
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
