using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Datagrams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>Unix datagrams from senders with a path, with a name of the kernel's choice, and with none.</summary>
internal static class UnixDatagramStop
{
    private const string Sender = "sender";
    private const string Hello = "who am I?\n";
    private const string Unanswerable = "you cannot tell me\n";

    private static readonly DatagramPeerKind[] Kinds =
        [DatagramPeerKind.Named, DatagramPeerKind.Anonymous, DatagramPeerKind.Unbound];

    public static Stop Definition { get; } = new(
        "unix-dgram", "unix datagrams; a named, an anonymous and an unbound sender")
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync)
            {
                ListensOn = scratch => $"{new UnixDatagramAddress(scratch.PathOf("server"))},credentials",
            },
            new(Conversation.Client, AskAsync)
            {
                ListensOn = scratch => new UnixDatagramAddress(scratch.PathOf("client")).ToString(),
                ConnectsTo = Conversation.Server,
            },
        ],
        Lessons =
        [
            new(Conversation.Server, "setsockopt",
                "The server wants to know who sends: with SO_PASSCRED each datagram says so.")
            {
                Holds = "SO_PASSCRED",
            },
            new(Conversation.Server, "bind", "A path, as streams have. Who may write to the file may send to it."),
            new(Conversation.Client, "bind", "The first socket binds a path of its own, so that it can be answered."),
            new(Conversation.Client, "bind",
                "The second leaves its name to the kernel: it gets five digits in the abstract namespace.")
            {
                Holds = "{sa_family=AF_UNIX}",
            },
            new(Conversation.Client, "sendto",
                "These datagrams keep their boundaries, and none is lost: a full receiver makes its sender wait."),
            new(Conversation.Server, "recvmsg",
                "The third has no name at all. It is heard, and nobody can answer it; who sent it is known even so.")
            {
                Holds = "msg_name=NULL",
            },
        ],
        Checks =
        [
            Checks.Received(Conversation.Server, Hello.Length, Hello.Length, Unanswerable.Length),
            Checks.KnowsPeer(Conversation.Server, Conversation.Client),
            SameNames,
            SameKinds,
        ],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var socket = await part.BindAsync();
        part.TellListening(socket.Address);
        await AnswerAsync(part, socket);
        await AnswerAsync(part, socket);
        TellSender(part, socket, await part.ReceiveAsync(socket, Unanswerable));
    }

    private static async Task AnswerAsync(Part part, DatagramSocket socket)
    {
        var datagram = await part.ReceiveAsync(socket, Hello);
        TellSender(part, socket, datagram);
        await part.ReplyAsync(socket, datagram, datagram.Source.ToString());
    }

    private static void TellSender(Part part, DatagramSocket socket, in ReceivedDatagram datagram)
    {
        part.TellSource(socket, datagram);
        part.Tell(Sender, Word(datagram.Source.Kind));
        part.Tell(Conversation.Peer, datagram.Credentials?.ToString() ?? "not known");
    }

    private static async Task AskAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        var own = (UnixDatagramAddress)await part.OrderedAsync(Order.Listen);
        var server = (UnixDatagramAddress)await part.OrderedAsync(Order.Connect) with { Credentials = null };
        await AskAsync(part, server with { Bind = own.Name });
        await AskAsync(part, server);
        await using var unbound = await part.ConnectDatagramsAsync(server with { Unbound = true });
        await part.SendAsync(unbound, Unanswerable);
    }

    /// <summary>The answer is its own name, as the server sees it.</summary>
    private static async Task AskAsync(Part part, Address server)
    {
        await using var socket = await part.ConnectDatagramsAsync(server);
        await part.SendAsync(socket, Hello);
        await part.ReceiveAsync(socket, socket.LocalEnds[0].ToString());
    }

    private static string? SameNames(Evidence evidence)
    {
        var server = evidence[Conversation.Server].Associations.ToList();
        var client = evidence[Conversation.Client].Associations.ToList();
        return server.Count == client.Count && server.Zip(client).All(ends => ends.First.IsMirrorOf(ends.Second))
            ? null
            : $"the server has {Checks.Text(server)}, which is not what the client has: {Checks.Text(client)}";
    }

    private static string? SameKinds(Evidence evidence)
    {
        var kinds = evidence[Conversation.Server].Facts(Sender).ToList();
        return kinds.SequenceEqual(Kinds.Select(Word)) ? null : $"the senders were {string.Join(", ", kinds)}";
    }

    private static string Word(DatagramPeerKind kind) => kind switch
    {
        DatagramPeerKind.Named => "named",
        DatagramPeerKind.Anonymous => "anonymous",
        _ => "unbound",
    };
}
