using System.Text;
using Soquete.Cli.Verbs.Tour.Parts;
using Soquete.Raw;
using Soquete.Wire.Internet;

namespace Soquete.Cli.Verbs.Tour.Stops;

/// <summary>
/// An echo request (RFC 792) through a raw socket: the kernel answers it, and whoever has a raw socket sees it.
/// </summary>
internal static class EchoRequestStop
{
    private const string Observer = "observer";
    private const string Asker = "asker";
    private const string Text = "is anybody there?";
    private const ushort Sequence = 1;
    private const string Seen = "message";

    private const int HeaderBytes = 20;
    private const int MessageBytes = 8 + 17;

    public static Stop Definition { get; } = new("icmp", "an echo request and its answer, through raw sockets")
    {
        Roles =
        [
            new(Observer, ObserveAsync) { ListensOn = _ => "raw:icmp@127.0.0.2" },
            new(Asker, AskAsync) { ConnectsTo = Observer },
        ],
        Lessons =
        [
            new(Observer, "socket", "A raw socket stands below the transport protocols. It needs CAP_NET_RAW."),
            new(Asker, "setsockopt", "Of all ICMP messages, only echo replies are to come here.")
            {
                Holds = "ICMP_FILTER",
            },
            new(Asker, "sendto", "The whole ICMP message is ours, its checksum too. The kernel puts IP before it."),
            new(Observer, "recvmsg",
                "A raw socket gets a copy of what arrives, its IP header first. The answer is the kernel's affair.")
            {
                Result = HeaderBytes + MessageBytes,
            },
            new(Asker, "recvmsg", "The kernel of 127.0.0.2, which is this one too, has answered.")
            {
                Result = HeaderBytes + MessageBytes,
            },
        ],
        Checks = [SawTheSame],
        WhyNotHere = WhyNoAuthority,
    };

    /// <summary>Why a stop with raw sockets cannot run; null for another failure.</summary>
    internal static string? WhyNoAuthority(SoqueteException failure) => failure is SocketAuthorityException lacking
        ? $"this process lacks {lacking.Capability}, which raw sockets need"
        : null;

    private static async Task ObserveAsync(Part part)
    {
        await using var socket = await RawSocket.BindAsync(await part.OrderedAsync(Order.Listen), part.Stopping);
        socket.PassIcmpTypes(IcmpType.EchoRequest);
        part.TellListening(socket.Address);
        await TellMessageAsync(part, socket);
    }

    private static async Task AskAsync(Part part)
    {
        await using var socket = await RawSocket.ConnectAsync(await part.OrderedAsync(Order.Connect), part.Stopping);
        part.Tell(socket.Association!);
        socket.PassIcmpTypes(IcmpType.EchoReply);
        var request = new byte[MessageBytes];
        IcmpMessage.EchoRequest((ushort)Environment.ProcessId, Sequence, Encoding.ASCII.GetBytes(Text)).Write(request);
        await socket.SendAsync(request, part.Stopping);
        await TellMessageAsync(part, socket);
    }

    /// <summary>Receives the message of this stop; others may be asking as well.</summary>
    private static async Task TellMessageAsync(Part part, RawSocket socket)
    {
        var buffer = new byte[MessageBytes];
        while (true)
        {
            var packet = await socket.ReceiveAsync(buffer, part.Stopping);
            if (IcmpView.TryRead(buffer.AsSpan(0, packet.Count), out var message) && message.IsChecksumValid
                && Encoding.ASCII.GetString(message.Data) == Text)
            {
                part.Tell(Seen, $"identifier {message.Identifier}, sequence {message.Sequence}, '{Text}'");
                return;
            }
        }
    }

    private static string? SawTheSame(Evidence evidence)
    {
        var (request, reply) = (evidence[Observer].Fact(Seen), evidence[Asker].Fact(Seen));
        return request is not null && request == reply
            ? null
            : $"the request had '{request}', and the reply has '{reply}'";
    }
}
