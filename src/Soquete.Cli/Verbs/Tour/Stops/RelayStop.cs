using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Cli.Verbs.Tour.Reports;
using Soquete.Relaying;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>Two processes that do not fit each other, joined by a third, and an answer that comes late.</summary>
internal static class RelayStop
{
    private const string Between = "relay";
    private const string Request = "what is the answer?\n";
    private const string Answer = "it took its time\n";

    /// <summary>Longer than the half second after which other relays give up a half-closed connection.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(600);

    public static Stop Definition { get; } = new(
        "relay", "TCP joined to a unix socket by a third process; a late answer")
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync) { ListensOn = scratch => scratch.PathAddress() },
            new(Between, RelayAsync) { ListensOn = _ => "tcp4:127.0.0.1:0", ConnectsTo = Conversation.Server },
            new(Conversation.Client, AskAsync) { ConnectsTo = Between },
        ],
        Lessons =
        [
            new(Conversation.Client, "connect",
                "The client speaks TCP, the server a unix socket. The relay speaks both."),
            new(Conversation.Client, "shutdown",
                "The client has asked, and finishes its sending before it has the answer."),
            new(Between, "shutdown",
                "The relay passes the end on, and only the end: the way back stays open."),
            new(Conversation.Server, "recv",
                "The server has the whole question. It answers late, and the relay waits.") { Result = 0 },
        ],
        Checks =
        [
            Checks.SameAssociation(Conversation.Client, Between),
            Checks.SameAssociation(Between, Conversation.Server),
            AnsweredAfterHalfClose,
        ],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        await part.ReceiveAsync(client, Request);
        await part.ReceiveEndAsync(client);
        await Task.Delay(Lateness, part.Stopping);
        await part.SendAsync(client, Answer);
    }

    private static async Task RelayAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        await using var server = await part.ConnectAsync();
        var passed = await Relay.JoinAsync(client, server, part.Stopping);
        if (passed.Failure is { } failure)
        {
            throw failure;
        }

        part.Tell("passed", $"{passed.BytesForward} bytes there, {passed.BytesBack} back");
    }

    private static async Task AskAsync(Part part)
    {
        await using var server = await part.ConnectAsync();
        await part.SendAsync(server, Request);
        await server.CompleteOutputAsync(part.Stopping);
        await part.ReceiveAsync(server, Answer);
        await part.ReceiveEndAsync(server);
    }

    private static string? AnsweredAfterHalfClose(Evidence evidence)
    {
        var calls = evidence.InOrder.Select(entry => entry.Report).OfType<CallReport>().ToList();
        var halfClose = calls.FindIndex(report => Is(report, Conversation.Client, "shutdown"));
        var answer = calls.FindIndex(report => Is(report, Conversation.Server, "send"));
        return halfClose >= 0 && answer > halfClose ? null : "the answer did not come after the half-close";

        bool Is(CallReport report, string role, string call) =>
            report.Call.Name == call && report.ProcessId == evidence[role].ProcessId;
    }
}
