using System.Net;
using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Diagnostics;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A target with two addresses, of which one has a listener (RFC 8305).</summary>
internal static class HappyEyeballsStop
{
    private const string Name = "localhost";

    public static Stop Definition { get; } = new(
        "happy-eyeballs", "a target with two addresses, where only one listens")
    {
        Roles =
        [
            new(Conversation.Server, ServeAsync) { ListensOn = _ => "tcp4:127.0.0.1:0" },
            new(Conversation.Client, AskAsync) { ConnectsTo = Conversation.Server },
        ],
        Lessons =
        [
            new(Conversation.Server, "listen", "The server listens on 127.0.0.1 alone, and not on ::1."),
            new(Conversation.Client, "socket",
                "The client tries one address after the other, IPv6 first, without waiting long."),
            new(Conversation.Server, "accept4",
                "The first attempt that succeeds is kept; whoever connected notices nothing else."),
        ],
        Checks = [Checks.SameAssociation(Conversation.Server, Conversation.Client), TriedBoth],
    };

    private static async Task ServeAsync(Part part)
    {
        await using var listener = await part.ListenAsync();
        await using var client = await part.AcceptAsync(listener);
        await part.ReceiveEndAsync(client);
    }

    private static async Task AskAsync(Part part)
    {
        var host = await HasBothAddressesAsync(part.Stopping) ? Host.FromName(Name) : Host.Loopback;
        await using var server = await part.ConnectAsync(address => Target(part, (TcpAddress)address, host));
    }

    private static TcpAddress Target(Part part, TcpAddress listening, Host host)
    {
        var target = new TcpAddress(host, listening.Port);
        part.Tell("target", target.ToString());
        return target;
    }

    /// <summary>Many machines know their own name by IPv4 alone; a port alone means both loopbacks.</summary>
    private static async Task<bool> HasBothAddressesAsync(CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(Name, cancellationToken);
        return addresses.Contains(IPAddress.IPv6Loopback) && addresses.Contains(IPAddress.Loopback);
    }

    private static string? TriedBoth(Evidence evidence)
    {
        var calls = evidence[Conversation.Client].Calls.ToList();
        var failed = calls.Exists(call => IsFor(call, "AF_INET6") && call.ErrorName is not null);
        var connected = calls.Exists(call => IsFor(call, "AF_INET,") && call is { Name: "connect", Result: 0 });
        return failed && connected ? null : "no failed attempt over IPv6 and connection over IPv4 was seen";
    }

    /// <summary>A kernel without IPv6 refuses the socket already.</summary>
    private static bool IsFor(SocketCall call, string family) =>
        call.Name is "socket" or "connect" && call.Arguments.Contains(family, StringComparison.Ordinal);
}
