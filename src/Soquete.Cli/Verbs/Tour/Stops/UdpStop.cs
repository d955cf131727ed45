using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>UDP on this machine's loopback, over either version of IP: both sides bind, neither connects.</summary>
internal static class UdpStop
{
    private const string First = "one\n";
    private const string Second = "and two\n";
    private const string Empty = "";
    private const string Answer = "three came\n";

    public static Stop OverIPv4 { get; } =
        Over("udp", "UDP datagrams between two processes over IPv4", "udp4:127.0.0.1:0");

    public static Stop OverIPv6 { get; } =
        Over("udp6", "the same over IPv6", "udp6:[::1]:0") with { WhyNotHere = TcpStop.WhyNoIPv6 };

    private static Stop Over(string name, string summary, string address) => new(name, summary)
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync) { ListensOn = _ => address },
            new(Conversation.Client, AskAsync) { ListensOn = _ => address, ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "bind", "Both sides bind a port. Nobody listens, accepts or connects."),
            new(Conversation.Server, "recvmsg",
                "Nothing is there (EAGAIN). Another recvmsg would wait; this process sleeps until something comes.")
            {
                Result = -1,
            },
            new(Conversation.Client, "sendto",
                "sendto says who is to have it, each time anew. That it went well says nothing about its arrival."),
            new(Conversation.Server, "recvmsg",
                "recvmsg gives one datagram and its sender. What was sent as two stays two.") { Result = First.Length },
            new(Conversation.Server, "recvmsg",
                "0 bytes are a datagram without any, and not the end: UDP has no end.") { Result = 0 },
            new(Conversation.Server, "sendto",
                "The answer goes to where the datagram came from. The server knows no more of its client than that."),
        ],
        Checks =
        [
            Checks.SameAssociation(Conversation.Server, Conversation.Client),
            Checks.Received(Conversation.Server, First.Length, Second.Length, Empty.Length),
            WaitedFirst,
        ],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var socket = await part.BindAsync();
        // It has looked, and found nothing, before anybody knows where to send to.
        var first = part.ReceiveAsync(socket, First);
        part.TellListening(socket.Address);
        part.TellSource(socket, await first);
        await part.ReceiveAsync(socket, Second);
        await part.ReplyAsync(socket, await part.ReceiveAsync(socket, Empty), Answer);
    }

    private static async Task AskAsync(Part part)
    {
        var server = await part.OrderedAsync(Order.Connect);
        await using var socket = await part.BindAsync();
        await part.SendToAsync(socket, server, First);
        await part.SendToAsync(socket, server, Second);
        await part.SendToAsync(socket, server, Empty);
        part.TellSource(socket, await part.ReceiveAsync(socket, Answer));
    }

    private static string? WaitedFirst(Evidence evidence)
    {
        var calls = evidence.InOrder.Select(entry => entry.Report).OfType<CallReport>().Select(report => report.Call);
        return calls.First(call => call.Name is "recvmsg" or "sendto").ErrorName == "EAGAIN"
            ? null
            : "the server did not look for a datagram before the first was sent";
    }
}
