using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Messages;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Verbs;

/// <summary><c>listen ADDRESS</c>: waits for peers.</summary>
internal sealed class ListenVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("listen", "Wait for peers")
    {
        Description =
        [
            "The first peer is joined to standard input and output; others are refused. A port alone listens on " +
            "this machine's loopback; *:PORT on every address. What is listened on is said on standard error, " +
            "with the port that was taken.",
            "With --keep many peers are served at once: each by a process of its own with --exec, by its own echo " +
            "with --echo, or else what all of them send goes to standard output as it comes, and standard input " +
            "is not read. COMMAND is split into words as a shell does, quotes and all, but no shell runs it: sh " +
            "-c '...' does.",
            "Datagrams (udp, unix-dgram) come from anybody, and are printed until a signal comes, or until there " +
            "are as many as --messages says; --keep changes nothing. Standard input goes to whoever sent last, a " +
            "datagram for each piece that one read gives, or for each line with --line. With --exec a process is " +
            "run for each datagram, which is its standard input; each write to its standard output is a datagram " +
            "back. With --session there is one process for each peer, until the peer is silent for the address's " +
            "idle-timeout. A multicast group is joined; *:PORT hears broadcasts as well. --timeout limits the wait " +
            "for the first datagram, or for all that --messages asks for.",
            "With packet:INTERFACE what passes an interface is printed, frame by frame and as it is, and standard " +
            "input is not read; 'soquete capture' prints it in words.",
        ],
        Arguments = [new("ADDRESS", "Where to listen") { Candidates = Candidates.Address }],
        Options =
        [
            ListenOptions.Keep, ListenOptions.Execute, ListenOptions.Echo, ListenOptions.Session,
            ListenOptions.Messages, MessageOptions.From, MessageOptions.Line, MessageOptions.Chunk,
            ServingOptions.Max, ServingOptions.Grace, EngineArguments.Engine, EngineArguments.Threads,
            EngineArguments.Inline, EngineArguments.Spin,
        ],
        Examples =
        [
            new("soquete listen tcp:5000",
                "Print what the first peer on port 5000 of the loopback sends, send it what is typed"),
            new("soquete listen unix:/run/app.sock,mode=660,group=app --keep --exec 'cat -n'",
                "A process for each peer of a group"),
            new("soquete listen tcp:*:5000,allow=192.0.2.0/24 --keep > log",
                "Collect what the machines of one network send"),
            new("soquete listen udp:239.1.2.3:5000 --from --line", "Join a group, and see who says what"),
            new("soquete listen udp:5000 --exec 'tr a-z A-Z'", "Answer each datagram by a process"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var typed = invocation.Typed;
        var address = typed.Address(Definition, 0).RefuseRelayOptions(Definition);
        typed.RefuseTogether(ListenOptions.Execute, ListenOptions.Echo);
        typed.RequireWith(EngineArguments.Inline, ListenOptions.Echo);
        invocation.SetGrace();
        if (address is not PacketAddress)
        {
            invocation.StartEngine(pays: typed.Has(ListenOptions.Echo));
        }

        switch (address)
        {
            case IDatagramAddress:
                await invocation.ListenToDatagramsAsync((SocketEndAddress)address);
                break;
            case PacketAddress link:
                await invocation.ListenToLinkAsync(link);
                break;
            case UnixSequencedPacketAddress packets:
                await invocation.ListenToPacketsAsync(packets);
                break;
            default:
                typed.RefuseWith(
                    address, ListenOptions.Session, ListenOptions.Messages, MessageOptions.From, MessageOptions.Line,
                    MessageOptions.Chunk);
                await ListenToStreamsAsync(invocation, address);
                break;
        }

        return ExitStatus.Done;
    }

    private static async Task ListenToStreamsAsync(Invocation invocation, Address address)
    {
        var typed = invocation.Typed;
        typed.RequireWith(ServingOptions.Max, ListenOptions.Keep);
        typed.RefuseTogether(GlobalOptions.Timeout, ListenOptions.Keep);
        var handler = HandlerOf(invocation);
        if (handler is null)
        {
            ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        }

        var listener = await invocation.ListenAsync(invocation.WithMax(address));
        await (typed.Has(ListenOptions.Keep)
            ? ServeAsync(invocation, listener, handler)
            : ServeOneAsync(invocation, listener, handler));
    }

    /// <summary>What is done with each peer; null where its bytes go to standard output.</summary>
    private static PeerHandler? HandlerOf(Invocation invocation) =>
        invocation.Typed.Has(ListenOptions.Echo) ? PeerHandlers.EchoAsync
        : invocation.Typed.Has(ListenOptions.Execute)
            ? PeerHandlers.Execute(invocation.Typed.Command(ListenOptions.Execute))
        : null;

    private static async Task ServeOneAsync(Invocation invocation, StreamListener listener, PeerHandler? handler)
    {
        var peer = await invocation.AcceptOneAsync(listener);
        await (handler is null
            ? invocation.JoinStandardStreamsAsync(peer, invocation.Interruption.Ending)
            : handler(peer, invocation.Interruption.Ending));
    }

    private static async Task ServeAsync(Invocation invocation, StreamListener listener, PeerHandler? handler)
    {
        var stopping = invocation.Interruption.Stopping;
        if (handler is not null)
        {
            await invocation.ServeAsync(listener, handler, stopping);
            return;
        }

        await using var collector = await Collector.OpenAsync(stopping);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping, collector.OutputFailed);
        await invocation.ServeAsync(listener, collector.HandleAsync, stop.Token);
        collector.ThrowIfOutputFailed();
    }
}
