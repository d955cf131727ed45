using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Dissection;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Wire;
using Soquete.Wire.Captures;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>A datagram between two processes, and the frame that carries it, seen by a third on the link.</summary>
internal static class LinkStop
{
    private const string Receiver = "receiver";
    private const string Watcher = "watcher";
    private const string Sender = "sender";
    private const string Text = "seen by three\n";
    private const string Frame = "frame";

    /// <summary>Ethernet, IPv4 and UDP: what a frame of the loopback has before the datagram.</summary>
    private const int HeaderBytes = 14 + 20 + 8;

    public static Stop Definition { get; } = new("link", "a frame on the link, seen by a process that it is not for")
    {
        Roles =
        [
            new(Receiver, ReceiveAsync) { ListensOn = _ => "udp4:127.0.0.1:0" },
            new(Watcher, WatchAsync) { ListensOn = _ => "packet:lo,ignore-outgoing", ConnectsTo = Receiver },
            new(Sender, SendAsync) { ListensOn = _ => "udp4:127.0.0.1:0", ConnectsTo = Watcher },
        ],
        Lessons =
        [
            new(Watcher, "socket", "A packet socket hears all that passes an interface. It needs CAP_NET_RAW."),
            new(Watcher, "setsockopt",
                "A program for the kernel to run on each frame: 'udp dst port …', compiled. The rest is never copied.")
            {
                Holds = "SO_ATTACH_FILTER",
            },
            new(Watcher, "bind", "Now the interface: here the loopback, which has frames as any link does."),
            new(Watcher, "recvmsg", "The frame: 14 bytes of Ethernet, 20 of IPv4, 8 of UDP, and the datagram.")
            {
                Result = HeaderBytes + Text.Length,
            },
        ],
        Checks =
        [
            Checks.SameAssociation(Receiver, Sender),
            SawTheDatagram,
        ],
        WhyNotHere = EchoRequestStop.WhyNoAuthority,
    };

    private static async Task ReceiveAsync(Part part)
    {
        await using var socket = await part.BindAsync();
        part.TellListening(socket.Address);
        part.TellSource(socket, await part.ReceiveAsync(socket, Text));
    }

    private static async Task WatchAsync(Part part)
    {
        var receiver = (UdpAddress)await part.OrderedAsync(Order.Connect);
        var filter = PacketFilter.Parse($"udp dst port {receiver.Port}").Compile(LinkType.Ethernet);
        await using var socket = await PacketSocket.OpenAsync(
            await part.OrderedAsync(Order.Listen), filter, part.Stopping);
        // The receiver's address, for whoever waits until somebody watches.
        part.TellListening(receiver);
        var buffer = new byte[1024];
        var frame = await socket.ReceiveAsync(buffer, part.Stopping);
        part.Tell(Frame, Describe(buffer.AsSpan(0, frame.Count), frame, socket));
    }

    private static async Task SendAsync(Part part)
    {
        var receiver = await part.OrderedAsync(Order.Connect);
        await using var socket = await part.BindAsync();
        await part.SendToAsync(socket, receiver, Text);
        await part.TellReceiverAsync(socket, receiver);
    }

    private static string Describe(ReadOnlySpan<byte> bytes, in ReceivedFrame frame, PacketSocket socket)
    {
        var packet = new CapturedPacket
        {
            Data = bytes, OriginalLength = frame.OriginalLength, Timestamp = frame.Timestamp,
            LinkType = socket.LinkType,
        };
        return new PacketText(new PacketTextOptions { Time = PacketTime.None }).Describe(packet).ToString();
    }

    private static string? SawTheDatagram(Evidence evidence)
    {
        var sender = evidence[Sender].Associations.First();
        var (from, to) = (sender.Local.Replace(':', '.'), sender.Remote.Replace(':', '.'));
        var expected = $"IP {from} > {to}: UDP, length {Text.Length}";
        return evidence[Watcher].Fact(Frame) is var seen && seen == expected
            ? null
            : $"the watcher saw '{seen}', and not '{expected}'";
    }
}
