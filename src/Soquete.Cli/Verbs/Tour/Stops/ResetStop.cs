using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A connection that is broken off instead of closed.</summary>
internal static class ResetStop
{
    private const string Request = "are you there?\n";
    private const string Reset = "ECONNRESET";

    public static Stop Definition { get; } = new("reset", "a connection that is broken off, and what its peer sees")
    {
        Roles =
        [
            new(Conversation.Server, BreakOffAsync) { ListensOn = _ => "tcp4:127.0.0.1:0" },
            new(Conversation.Client, AskAsync) { ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "close",
                "With SO_LINGER at 0 seconds, close throws away what is under way and sends a reset (RST)."),
            new(Conversation.Client, "recv",
                "That is no end of file: the client is told, so it takes no part for the whole.") { Result = -1 },
        ],
        Checks = [Checks.SameAssociation(Conversation.Server, Conversation.Client), WasReset],
    };

    private static async Task BreakOffAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        await part.ReceiveAsync(client, Request);
        client.Abort();
    }

    private static async Task AskAsync(Part part)
    {
        await using var server = await part.ConnectAsync();
        await part.SendAsync(server, Request);
        try
        {
            await part.ReceiveEndAsync(server);
        }
        catch (PeerBrokeOffException failure) when (failure.ErrorName == Reset)
        {
            part.Tell("failure", failure.Message);
            return;
        }

        throw new StopFailedException("the reset was taken for an ordinary end");
    }

    private static string? WasReset(Evidence evidence) =>
        evidence[Conversation.Client].Calls.Any(call => call is { Name: "recv", ErrorName: Reset })
            ? null
            : $"no recv of the client failed with {Reset}";
}
