using System.Buffers.Binary;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Raw;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Probing;

/// <summary>Answers echo requests over IPv4 in the kernel's place, rightly or not.</summary>
internal sealed class EchoResponder : IAsyncDisposable
{
    private readonly RawSocket _socket;
    private readonly Func<byte[], IEnumerable<byte[]>> _answer;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _answering;
    private readonly List<(byte[] Request, ReceivedDatagram Facts)> _seen = [];

    private EchoResponder(RawSocket socket, Func<byte[], IEnumerable<byte[]>> answer)
    {
        (_socket, _answer) = (socket, answer);
        _answering = AnswerAsync();
    }

    /// <summary>The requests so far, from their ICMP header on, and what the kernel knows of them.</summary>
    public IReadOnlyList<(byte[] Request, ReceivedDatagram Facts)> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Takes the kernel's place.</summary>
    /// <param name="end">Where.</param>
    /// <param name="answer">The messages that answer a request, each from its ICMP header on.</param>
    public static async Task<EchoResponder> StartAsync(LinkEnd end, Func<byte[], IEnumerable<byte[]>> answer)
    {
        end.Namespace.Set("ipv4/icmp_echo_ignore_all", "1");
        // The thread that watches sockets begins with the first one, and is not to be born inside.
        await using (await RawSocket.BindAsync(Address.Parse("raw:icmp@127.0.0.1")))
        {
        }

        var socket = await end.Namespace.RunAsync(async () =>
            await RawSocket.BindAsync(Address.Parse($"raw:icmp@{end.IPv4}")));
        socket.PassIcmpTypes(IcmpType.EchoRequest);
        return new EchoResponder(socket, answer);
    }

    public static int SequenceOf(byte[] message) => BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(6));

    /// <summary>The right answer.</summary>
    public static byte[] Reply(byte[] request) => Changed(request, reply => reply);

    /// <summary>The right answer but for a change, with a checksum that is right again.</summary>
    public static byte[] Changed(byte[] request, Func<byte[], byte[]> change)
    {
        var reply = request.ToArray();
        reply[0] = IcmpType.EchoReply;
        reply = change(reply);
        reply.AsSpan(2, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2), InternetChecksum.Of(reply));
        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _answering;
        await _socket.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer, _ending.Token);
                var request = buffer[..received.Count];
                lock (_seen)
                {
                    _seen.Add((request, received));
                }

                foreach (var message in _answer(request))
                {
                    await _socket.ReplyAsync(message, received, _ending.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
