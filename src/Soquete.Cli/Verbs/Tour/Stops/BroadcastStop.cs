using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Datagrams;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>One datagram to every process that listens on a network's broadcast address (ip(7)).</summary>
internal static class BroadcastStop
{
    private const string Receiver = "receiver";
    private const string Neighbour = "neighbour";
    private const string Sender = "sender";
    private const string NotAllowed = "EACCES";
    private const string Call = "to all of you\n";

    public static Stop Definition { get; } = new("broadcast", "one datagram, and everybody on the network has it")
    {
        Roles =
        [
            new(Receiver, ListenAsync) { ListensOn = _ => "udp4:127.255.255.255:0,reuse-address" },
            new(Neighbour, JoinAsync) { ConnectsTo = Receiver },
            new(Sender, SendAsync) { ListensOn = _ => "udp4:127.0.0.1:0", ConnectsTo = Neighbour },
        ],
        Lessons =
        [
            new(Receiver, "setsockopt",
                "With SO_REUSEADDR several processes may have the same UDP port; what is for all, each of them gets.")
            {
                Holds = "SO_REUSEADDR",
            },
            new(Receiver, "bind",
                "The last address of a network is everybody on it. The loopback is a network: 127.0.0.0/8."),
            new(Sender, "sendto", "Who speaks to everybody has to say that this is meant, or the kernel refuses.")
            {
                Result = -1,
            },
            new(Sender, "setsockopt", "SO_BROADCAST says it.") { Holds = "SO_BROADCAST" },
            new(Sender, "sendto", "One call, one datagram, two receivers.") { Result = Call.Length },
        ],
        Checks =
        [
            Checks.SameAssociation(Receiver, Sender),
            Checks.SameAssociation(Neighbour, Sender),
            Checks.Received(Receiver, Call.Length),
            Checks.Received(Neighbour, Call.Length),
            WasRefusedThenSentOnce,
        ],
    };

    private static async Task ListenAsync(Part part) => await ListenAsync(part, await part.OrderedAsync(Order.Listen));

    private static async Task JoinAsync(Part part) => await ListenAsync(part, await part.OrderedAsync(Order.Connect));

    private static async Task ListenAsync(Part part, Address everybody)
    {
        await using var socket = await part.BindAsync(everybody);
        part.TellListening(socket.Address);
        part.TellSource(socket, await part.ReceiveAsync(socket, Call));
    }

    private static async Task SendAsync(Part part)
    {
        var own = (UdpAddress)await part.OrderedAsync(Order.Listen);
        var everybody = await part.OrderedAsync(Order.Connect);
        await using (var socket = await part.BindAsync(own))
        {
            await TryAsync(part, socket, everybody);
        }

        await using var broadcaster = await part.BindAsync(own with { Broadcast = true });
        await part.SendToAsync(broadcaster, everybody, Call);
        await part.TellReceiverAsync(broadcaster, everybody);
    }

    private static async Task TryAsync(Part part, DatagramSocket socket, Address everybody)
    {
        try
        {
            await part.SendToAsync(socket, everybody, Call);
        }
        catch (SoqueteException failure) when (failure.ErrorName == NotAllowed)
        {
            part.Tell("failure", failure.Message);
            return;
        }

        throw new StopFailedException("a broadcast went out that nobody had asked for");
    }

    private static string? WasRefusedThenSentOnce(Evidence evidence)
    {
        var sent = evidence[Sender].Calls.Where(call => call.Name == "sendto").Select(call => call.ErrorName).ToList();
        return sent is [NotAllowed, null] ? null : $"the sender did not fail with {NotAllowed}, and then send once";
    }
}
