using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>
/// A conversation that is the same in every domain: both ways, then the client finishes, and the server, told so by the
/// end of its input, still has something to say.
/// </summary>
internal static class Conversation
{
    public const string Server = "server";
    public const string Client = "client";

    /// <summary>The fact that says who a process is.</summary>
    public const string Self = "self";

    /// <summary>The fact that says who the kernel takes the peer for.</summary>
    public const string Peer = "peer";

    private const string Request = "hello, server\n";
    private const string Answer = "hello, client\n";
    private const string LastWords = "you have finished, I had not\n";

    /// <summary>What is the same in every domain, for <see cref="Stop.Lessons"/>.</summary>
    public static IReadOnlyList<Lesson> Lessons { get; } =
    [
        new(Server, "listen",
                "listen opens a queue: from here on the kernel takes callers, whether or not anyone accepts them."),
        new(Server, "accept4",
                "accept takes a caller from the queue. Its result is a new socket, for this caller alone."),
        new(Client, "send",
                "Now both are equal: each may send and receive, at any time. Bytes arrive complete and in order."),
        new(Client, "shutdown",
                "The half-close: the client will send no more. It can still receive, and it does."),
        new(Server, "recv",
                "recv gives 0: the end of what the client sends, and of nothing else.") { Result = 0 },
        new(Client, "recv",
                "The server closed, so the client's recv gives 0 too: both directions have ended.") { Result = 0 },
    ];

    public static async Task ServeAsync(Part part, StreamConnection client)
    {
        await part.ReceiveAsync(client, Request);
        await part.SendAsync(client, Answer);
        await part.ReceiveEndAsync(client);
        await part.SendAsync(client, LastWords);
    }

    public static async Task AskAsync(Part part, StreamConnection server)
    {
        await part.SendAsync(server, Request);
        await part.ReceiveAsync(server, Answer);
        await server.CompleteOutputAsync(part.Stopping);
        await part.ReceiveAsync(server, LastWords);
        await part.ReceiveEndAsync(server);
    }
}
