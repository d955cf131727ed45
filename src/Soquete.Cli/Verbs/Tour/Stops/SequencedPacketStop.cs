using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Messages;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A connection that keeps the boundaries of messages, and has an end (SOCK_SEQPACKET, unix(7)).</summary>
internal static class SequencedPacketStop
{
    private const string First = "one\n";
    private const string Empty = "";
    private const string Third = "and three\n";
    private const string Answer = "three came, then the end\n";

    public static Stop Definition { get; } = new(
        "seqpacket", "sequenced packets: a connection that keeps messages apart")
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync)
            {
                ListensOn = scratch => new UnixSequencedPacketAddress(scratch.PathOf("socket")).ToString(),
            },
            new(Conversation.Client, AskAsync) { ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "socket",
                "SOCK_SEQPACKET lies between the two: messages with boundaries, on a connection that loses none."),
            new(Conversation.Server, "listen", "So there is a queue of callers again, as streams have it."),
            new(Conversation.Server, "recvmsg", "One recvmsg, one message: as it was sent, in the order it was sent.")
            {
                Result = First.Length,
            },
            new(Conversation.Server, "recvmsg",
                "0 bytes, but with control data (who sent it): an empty message, and not the end.")
            {
                Result = 0, Holds = "SCM_CREDENTIALS",
            },
            new(Conversation.Client, "shutdown", "The half-close, as streams have it: no more messages follow."),
            new(Conversation.Server, "recvmsg", "0 bytes and nothing with them: the end of what the client sends.")
            {
                Result = 0, Holds = "msg_controllen=0",
            },
        ],
        Checks =
        [
            Checks.KnowsPeer(Conversation.Server, Conversation.Client),
            Checks.KnowsPeer(Conversation.Client, Conversation.Server),
            Checks.Received(Conversation.Server, First.Length, Empty.Length, Third.Length, 0),
            Checks.Received(Conversation.Client, Answer.Length, 0),
        ],
    };

    private static async Task ServeAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        await using var listener = await part.ListenForMessagesAsync();
        await using var client = await part.AcceptAsync(listener);
        TellPeer(part, client);
        await part.ReceiveAsync(client, First);
        await part.ReceiveAsync(client, Empty);
        await part.ReceiveAsync(client, Third);
        await part.ReceiveEndAsync(client);
        await part.SendAsync(client, Answer);
    }

    private static async Task AskAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        await using var server = await part.ConnectForMessagesAsync();
        TellPeer(part, server);
        await part.SendAsync(server, First);
        await part.SendAsync(server, Empty);
        await part.SendAsync(server, Third);
        await server.CompleteOutputAsync(part.Stopping);
        await part.ReceiveAsync(server, Answer);
        await part.ReceiveEndAsync(server);
    }

    private static void TellPeer(Part part, MessageConnection connection) =>
        part.Tell(Conversation.Peer, connection.PeerCredentials?.ToString() ?? "not known");
}
