using Soquete.Addresses;
using Soquete.Cli.Arguments;
using Soquete.Cli.Messages;
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
            "With datagrams (udp, unix-dgram) each piece of input that one read gives is a datagram, or each line " +
            "with --line. Nobody tells that no more replies will come: after the end of input they are waited for " +
            "until none has come for as long as --wait says, or until there are as many as --replies says. --timeout " +
            "is the limit for all of it. A broadcast address needs its option 'broadcast'; who speaks to many hears " +
            "the replies of all. With sequenced packets (unix-seqpacket) each piece is a packet, and with " +
            "packet:INTERFACE a frame that is put on the link, while the frames that arrive are printed.",
        ],
        Arguments =
        [
            new("ADDRESS", "Where the peer listens, or a file: or exec: address") { Candidates = Candidates.Address },
        ],
        Options =
        [
            MessageOptions.Line, MessageOptions.Chunk, MessageOptions.Wait, MessageOptions.Replies,
            MessageOptions.From, EngineArguments.Engine,
        ],
        Examples =
        [
            new("echo hello | soquete connect tcp:localhost:5000", "Send a line, print the answer"),
            new("soquete connect unix:/run/app.sock", "Talk to a service of this machine by hand"),
            new("soquete connect tcp:example.org:80,bind=192.0.2.7 --timeout 3s",
                "From one of several addresses, with a limit"),
            new("echo status | soquete connect udp:localhost:5000 --line --replies 1 --timeout 3s",
                "Ask by datagram, and wait for one reply"),
            new("echo who | soquete connect udp:255.255.255.255:5000,broadcast --from", "Ask all, and see who answers"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var address = invocation.Typed.Address(Definition, 0).RefuseRelayOptions(Definition);
        if (address is StandardStreamsAddress)
        {
            throw new UsageException(
                $"{Definition.Name}: {address} is this process's standard input and output, which are one end already");
        }

        if (address is not PacketAddress)
        {
            invocation.StartEngine(pays: false);
        }

        switch (address)
        {
            case IDatagramAddress:
                await invocation.ConnectDatagramsAsync((SocketEndAddress)address);
                break;
            case PacketAddress link:
                invocation.Typed.RefuseWith(link, EngineArguments.Engine);
                await invocation.ConnectLinkAsync(link);
                break;
            case UnixSequencedPacketAddress packets:
                await invocation.ConnectPacketsAsync(packets);
                break;
            default:
                invocation.Typed.RefuseWith(
                    address, [.. Definition.Options.Where(option => option != EngineArguments.Engine)]);
                await ConnectStreamAsync(invocation, address);
                break;
        }

        return ExitStatus.Done;
    }

    private static async Task ConnectStreamAsync(Invocation invocation, Address address)
    {
        ClosedDescriptors.RefuseIfNeeded(new StandardStreamsAddress());
        var stopping = invocation.Interruption.Stopping;
        var peer = await invocation.ConnectAsync(address, stopping);
        await invocation.JoinStandardStreamsAsync(peer, stopping);
    }
}
