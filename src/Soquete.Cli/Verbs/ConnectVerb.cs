using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Serving;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs;

/// <summary><c>connect ADDRESS</c>: standard input and output to a peer.</summary>
internal sealed class ConnectVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("connect", "Join standard input and output to a peer")
    {
        Description =
        [
            "Ends when both sides have ended: after the end of standard input the peer still gets to send its " +
            "whole answer, however late it comes, and after the peer's end standard input is still sent.",
        ],
        Arguments =
        [
            new("ADDRESS", "Where the peer listens, or a file: or exec: address") { Candidates = Candidates.Address },
        ],
        Examples =
        [
            new("echo hello | soquete connect tcp:localhost:5000", "Send a line, print the answer"),
            new("soquete connect unix:/run/app.sock", "Talk to a service of this machine by hand"),
            new("soquete connect tcp:example.org:80,bind=192.0.2.7 --timeout 3s",
                "From one of several addresses, with a limit"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var address = invocation.Typed.Address(Definition, 0);
        if (address is StandardStreamsAddress)
        {
            throw new UsageException(
                $"{Definition.Name}: {address} is this process's standard input and output, which are one end already");
        }

        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        var stopping = invocation.Interruption.Stopping;
        var peer = await invocation.ConnectAsync(address, stopping);
        await invocation.JoinStandardStreamsAsync(peer, stopping);
        return ExitStatus.Done;
    }
}
