using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A unix socket, by pathname or abstract name, where the kernel tells each side who the other is.</summary>
internal static class UnixStop
{
    private const string Mode = "mode";
    private const string OwnerAlone = "0600";

    public static Stop ByPathname { get; } = By(
        "unix", "a unix socket by its path, and who is at the other end",
        scratch => scratch.PathAddress(),
        "bind makes a file. Its mode says who may connect: 0600 from its first moment, so nobody but its owner.") with
    {
        Checks = [.. SharedChecks, IsForOwnerAlone],
    };

    public static Stop ByAbstractName { get; } = By(
        "abstract", "a unix socket by an abstract name, which is no file", scratch => scratch.AbstractAddress,
        "An abstract name is no file and has no mode: every process of this network namespace may connect.");

    private static IReadOnlyList<Func<Evidence, string?>> SharedChecks =>
    [
        Checks.SameAssociation(Conversation.Server, Conversation.Client),
        Checks.KnowsPeer(Conversation.Server, Conversation.Client),
        Checks.KnowsPeer(Conversation.Client, Conversation.Server),
    ];

    private static Stop By(string name, string summary, Func<Scratch, string> address, string aboutBind) => new(
        name, summary)
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync) { ListensOn = address },
            new(Conversation.Client, AskAsync) { ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "bind", aboutBind),
            new(Conversation.Client, "connect",
                "The client has no name at all: the kernel joins the two, and knows who they are."),
            .. Conversation.Lessons,
        ],
        Checks = SharedChecks,
    };

    private static async Task ServeAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        await using var listener = await part.ListenAsync();
        if (listener.Address is UnixAddress { IsAbstract: false } address)
        {
            part.Tell(Mode, ModeOf(address.Name));
        }

        await using var client = await part.AcceptAsync(listener);
        TellPeer(part, client);
        await Conversation.ServeAsync(part, client);
    }

    private static async Task AskAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        await using var server = await part.ConnectAsync();
        TellPeer(part, server);
        await Conversation.AskAsync(part, server);
    }

    private static void TellPeer(Part part, StreamConnection connection) =>
        part.Tell(Conversation.Peer, connection.PeerCredentials?.ToString() ?? "not known");

    private static string? IsForOwnerAlone(Evidence evidence)
    {
        var mode = evidence[Conversation.Server].Fact(Mode);
        return mode == OwnerAlone ? null : $"the socket's file has mode {mode}, not {OwnerAlone}";
    }

    private static string ModeOf(string path)
    {
#pragma warning disable CA1416 // Only Windows lacks modes, and no unix socket of this library is there.
        return Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
#pragma warning restore CA1416
    }
}
