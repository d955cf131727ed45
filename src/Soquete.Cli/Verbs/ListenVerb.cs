using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;
using Soquete.Streams;

namespace Soquete.Cli.Verbs;

/// <summary><c>listen ADDRESS</c>: waits for peers.</summary>
internal sealed class ListenVerb : Verb
{
    private static readonly OptionDefinition Keep =
        new("keep", "Serve peer after peer, many at once, until a signal comes");

    private static readonly OptionDefinition Execute =
        new("exec", "Run this command for each peer, on its standard input and output")
    {
        ValueSyntax = "COMMAND", Candidates = Candidates.Command,
    };

    private static readonly OptionDefinition Echo = new("echo", "Send back to each peer what it sends");

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
        ],
        Arguments = [new("ADDRESS", "Where to listen") { Candidates = Candidates.Address }],
        Options = [Keep, Execute, Echo, ServingOptions.Max, ServingOptions.Grace],
        Examples =
        [
            new("soquete listen tcp:5000",
                "Print what the first peer on port 5000 of the loopback sends, send it what is typed"),
            new("soquete listen unix:/run/app.sock,mode=660,group=app --keep --exec 'cat -n'",
                "A process for each peer of a group"),
            new("soquete listen tcp:*:5000,allow=192.0.2.0/24 --keep > log",
                "Collect what the machines of one network send"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var typed = invocation.Typed;
        typed.RefuseTogether(Execute, Echo);
        typed.RequireWith(ServingOptions.Max, Keep);
        typed.RefuseTogether(GlobalOptions.Timeout, Keep);
        invocation.SetGrace();
        var handler = HandlerOf(invocation);
        if (handler is null)
        {
            ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        }

        var listener = await invocation.ListenAsync(invocation.WithMax(typed.Address(Definition, 0)));
        await (typed.Has(Keep)
            ? ServeAsync(invocation, listener, handler)
            : ServeOneAsync(invocation, listener, handler));
        return ExitStatus.Done;
    }

    /// <summary>What is done with each peer; null where its bytes go to standard output.</summary>
    private static PeerHandler? HandlerOf(Invocation invocation) =>
        invocation.Typed.Has(Echo) ? PeerHandlers.EchoAsync
        : invocation.Typed.Has(Execute) ? PeerHandlers.Execute(invocation.Typed.Command(Execute))
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
