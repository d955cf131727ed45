using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A TCP connection on this machine's loopback, over either version of IP.</summary>
internal static class TcpStop
{
    public static Stop OverIPv4 { get; } =
        Over("tcp", "a TCP connection over IPv4, on the loopback", "tcp4:127.0.0.1:0");

    public static Stop OverIPv6 { get; } =
        Over("tcp6", "the same over IPv6", "tcp6:[::1]:0") with { WhyNotHere = WhyNoIPv6 };

    /// <summary>EAFNOSUPPORT: the kernel lacks it; EADDRNOTAVAIL: it is off (ip-sysctl, disable_ipv6).</summary>
    internal static string? WhyNoIPv6(SoqueteException failure) =>
        failure.ErrorName is "EAFNOSUPPORT" or "EADDRNOTAVAIL"
            ? $"this machine has no IPv6 loopback ({failure.Call}: {failure.ErrorName})"
            : null;

    private static Stop Over(string name, string summary, string address) => new(name, summary)
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync) { ListensOn = _ => address },
            new(Conversation.Client, AskAsync) { ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "socket",
                "A socket is one end of a conversation. It belongs to nobody yet."),
            new(Conversation.Server, "bind",
                "bind names it, so that others can find it. Port 0 asks the kernel for a free port."),
            new(Conversation.Client, "connect",
                "The client needs no bind: connect gives it a free port, and calls the server."),
            .. Conversation.Lessons,
        ],
        Checks = [Checks.SameAssociation(Conversation.Server, Conversation.Client)],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        await Conversation.ServeAsync(part, client);
    }

    private static async Task AskAsync(Part part)
    {
        await using var server = await part.ConnectAsync();
        await Conversation.AskAsync(part, server);
    }
}
