using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Mapping;
using Soquete.SocketTables;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>Two processes that talk, and a third one that sees from outside who they are.</summary>
internal static class MapStop
{
    private const string Server = "server";
    private const string Client = "client";
    private const string Watcher = "watcher";
    private const string Welcome = "welcome\n";
    private const string Listener = "listener";
    private const string Edge = "edge";

    public static Stop Definition { get; } = new("map", "who is at the other end, seen by a process that is neither")
    {
        Roles =
        [
            new(Server, ServeAsync) { ListensOn = scratch => scratch.PathAddress() },
            new(Client, TalkAsync) { ConnectsTo = Server },
            new(Watcher, WatchAsync) { ConnectsTo = Client },
        ],
        Lessons =
        [
            new(Server, "accept4", "From now on two descriptors, in two processes, are the ends of one connection."),
            new(Watcher, "socket", "The kernel tells which sockets are joined, and /proc who has them: 'soquete map'.")
            {
                Holds = "AF_NETLINK",
            },
        ],
        Checks = [Checks.KnowsPeer(Server, Client), SawBoth],
        WhyNotHere = WhyNoMap,
    };

    /// <summary>
    /// Without /proc there are no processes to be found; without sock_diag(7), which a kernel may lack and seccomp(2)
    /// may forbid, no sockets.
    /// </summary>
    private static string? WhyNoMap(SoqueteException failure) => failure switch
    {
        { Call: "open", Address: "/proc" } => $"/proc cannot be read here ({failure.Call}: {failure.ErrorName})",
        { Call: "socket NETLINK_SOCK_DIAG" } =>
            $"the kernel does not tell of sockets here ({failure.Call}: {failure.ErrorName})",
        _ => null,
    };

    private static async Task ServeAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        part.Tell(Conversation.Peer, client.PeerCredentials?.ToString() ?? "not known");
        await part.SendAsync(client, Welcome);
        // The watcher comes when it has seen enough.
        await using var watcher = await part.AcceptAsync(listener);
    }

    private static async Task TalkAsync(Part part)
    {
        part.Tell(Conversation.Self, ProcessIdentity.Effective());
        await using var server = await part.ConnectAsync();
        await part.ReceiveAsync(server, Welcome);
        // It was accepted: now there is something to see, at the server's address.
        part.TellListening(await part.OrderedAsync(Order.Connect));
        await part.ReceiveEndAsync(server);
    }

    private static async Task WatchAsync(Part part)
    {
        var path = ((UnixAddress)await part.OrderedAsync(Order.Connect)).Name;
        var map = ProcessMap.Capture(new ProcessMapOptions
        {
            Sockets = new SocketTableOptions { Families = SocketFamilies.Unix, AllNamespaces = false }, Pipes = false,
        }).Select(new MapSelection { Path = path });
        foreach (var end in map.Ends.Where(end => end.Role == MapRole.Listener))
        {
            part.Tell(Listener, $"{MapLabel.Holders(end)} {MapLabel.Of(end)}");
        }

        foreach (var edge in map.Edges)
        {
            part.Tell(Edge, $"{MapLabel.Holders(edge.From)} ──▶ {MapLabel.Holders(edge.To)}");
        }

        await using var done = await part.ConnectAsync();
    }

    private static string? SawBoth(Evidence evidence)
    {
        var (client, server) = (evidence[Client].ProcessId, evidence[Server].ProcessId);
        var seen = string.Join(", ", evidence[Watcher].Facts(Edge));
        return seen.Contains($"[{client}] ──▶ ", StringComparison.Ordinal)
            && seen.EndsWith($"[{server}]", StringComparison.Ordinal)
            ? null
            : $"the watcher saw '{seen}', and not the client {client} that connected to the server {server}";
    }
}
