using Soquete.Cli.Arguments;
using Soquete.Cli.Services;

namespace Soquete.Cli.Verbs;

/// <summary><c>serve SERVICE ADDRESS</c>: a ready service.</summary>
internal sealed class ServeVerb : Verb
{
    public override VerbDefinition Definition { get; } = new("serve", "Offer a ready service to many peers at once")
    {
        Description =
        [
            "SERVICE is one of: " +
            string.Join("; ", ServiceList.All.Select(service => $"{service.Name}, which {service.Summary}")) + ".",
            "ADDRESS is a stream's, of datagrams or of sequenced packets. A port alone listens on this machine's " +
            "loopback; *:PORT on every address, which the line on standard error then says. Over UDP nobody proves " +
            "where a question came from: a port below 1024 is not answered, since two services would answer each " +
            "other for ever, and of chargen other machines get no more than they sent.",
            "It serves until a signal comes; what runs then may go on for --grace. With --timeout it ends with the " +
            "status 4 where nobody has come by then.",
        ],
        Arguments =
        [
            new("SERVICE", "What is served: " + string.Join(", ", ServiceList.All.Select(service => service.Name)))
            {
                Candidates = Candidates.Choice, Choices = [.. ServiceList.All.Select(service => service.Name)],
            },
            new("ADDRESS", "Where to listen") { Candidates = Candidates.Address },
        ],
        Options =
        [
            ServingOptions.Max, ServingOptions.Grace, EngineArguments.Engine, EngineArguments.Threads,
            EngineArguments.Inline, EngineArguments.Spin,
        ],
        Examples =
        [
            new("soquete serve echo tcp:7000", "Echo what the processes of this machine send"),
            new("soquete serve discard unix:/tmp/sink.sock,mode=666", "A sink that every user can write to"),
            new("soquete serve daytime udp:*:1313", "Tell the time to other machines too"),
            new("soquete serve echo unix:@echo --inline --threads 1 --spin 50us", "Answer as soon as can be"),
        ],
        Statuses = ExitStatusMeaning.OfPeers,
    };

    public override async Task<ExitStatus> RunAsync(Invocation invocation)
    {
        var typed = invocation.Typed;
        var name = typed.RequiredChoice(Definition, 0);
        var address = typed.Address(Definition, 1).RefuseRelayOptions(Definition);
        invocation.SetGrace();
        var service = ServiceList.Find(name);
        if (typed.Has(EngineArguments.Inline) && !service.MayRunInline)
        {
            throw new UsageException($"{EngineArguments.Inline.LongForm} does not go with {name}");
        }

        invocation.StartEngine(pays: true);
        await service.Run(invocation, address);
        return ExitStatus.Done;
    }
}
