using System.Net;
using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Datagrams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A group of receivers (RFC 1112) on the loopback: two members, a stranger on the port, a sender.</summary>
internal static class MulticastStop
{
    private const string Member = "member";
    private const string Second = "second";
    private const string Stranger = "stranger";
    private const string Sender = "sender";
    private const string ToGroup = "to the group\n";
    private const string ToStranger = "and to you\n";

    /// <summary>Of the addresses that every organisation has for itself (RFC 2365 §6.1).</summary>
    private const string Group = "239.255.83.81";

    public static Stop Definition { get; } = new("multicast", "a group that two processes join, and a third does not")
    {
        Roles =
        [
            new(Member, HearAsync) { ListensOn = _ => $"udp4:{Group}:0,multicast-interface=lo" },
            new(Second, HearTooAsync) { ConnectsTo = Member },
            new(Stranger, StandByAsync) { ConnectsTo = Second },
            new(Sender, SendAsync)
            {
                ListensOn = _ => "udp4:127.0.0.1:0,multicast-interface=lo", ConnectsTo = Stranger,
            },
        ],
        Lessons =
        [
            new(Member, "bind", "The address of a group is bound like any other, and by as many as like."),
            new(Member, "setsockopt", "Now the group is joined, on one interface: the kernel starts to listen for it.")
            {
                Holds = "MCAST_JOIN_GROUP",
            },
            new(Stranger, "setsockopt",
                "Linux would give it every group that any socket here has joined. IP_MULTICAST_ALL turns that off.")
            {
                Holds = "IP_MULTICAST_ALL",
            },
            new(Sender, "setsockopt", "Who sends says through which interface. It need not join.")
            {
                Holds = "IP_MULTICAST_IF",
            },
            new(Sender, "sendto", "One datagram to the group, whoever and however many that is."),
            new(Stranger, "recvmsg", "The stranger has the same port. The first that it hears is what was sent to it.")
            {
                Result = ToStranger.Length,
            },
        ],
        Checks =
        [
            Checks.SameAssociation(Member, Sender),
            Checks.SameAssociation(Second, Sender),
            Checks.SameAssociation(Stranger, Sender),
            Checks.Received(Member, ToGroup.Length),
            Checks.Received(Second, ToGroup.Length),
            Checks.Received(Stranger, ToStranger.Length),
        ],
    };

    private static async Task HearAsync(Part part) =>
        await HearAsync(part, await part.OrderedAsync(Order.Listen), ToGroup);

    private static async Task HearTooAsync(Part part) =>
        await HearAsync(part, await part.OrderedAsync(Order.Connect), ToGroup);

    /// <summary>On every address of the loopback, so on the group's as well, had it joined.</summary>
    private static async Task StandByAsync(Part part)
    {
        var group = (UdpAddress)await part.OrderedAsync(Order.Connect);
        var everything = new UdpAddress(Host.Any, group.Port, InternetFamily.IPv4)
        {
            Interface = group.MulticastInterface, ReuseAddress = true,
        };
        await HearAsync(part, everything, ToStranger);
    }

    private static async Task HearAsync(Part part, Address address, string expected)
    {
        await using var socket = await part.BindAsync(address);
        part.TellListening(socket.Address);
        part.TellSource(socket, await part.ReceiveAsync(socket, expected));
    }

    private static async Task SendAsync(Part part)
    {
        var port = ((UdpAddress)await part.OrderedAsync(Order.Connect)).Port;
        await using var socket = await part.BindAsync();
        await SendAsync(part, socket, new UdpAddress(Host.FromAddress(IPAddress.Parse(Group)), port), ToGroup);
        await SendAsync(part, socket, new UdpAddress(Host.Loopback, port, InternetFamily.IPv4), ToStranger);
    }

    private static async Task SendAsync(Part part, DatagramSocket socket, UdpAddress to, string text)
    {
        await part.SendToAsync(socket, to, text);
        await part.TellReceiverAsync(socket, to);
    }
}
