using System.Net.Sockets;
using System.Text;
using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Messages;

/// <summary>Sequenced packets to sequenced packets, datagrams and frames.</summary>
public sealed class PacketRelayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(",delay=5ms")]
    public async Task Run_WhenPacketsPass_ThenBoundariesEmptyOnesAndHalfCloseAreKept(string options)
    {
        await using var listener = await MessageListener.ListenAsync(Address.Parse($"unix-seqpacket:{_folder["far"]}"));
        await using var relay = await RunningRelay.StartAsync(
            $"unix-seqpacket:{_folder["near"]}", $"unix-seqpacket:{_folder["far"]}{options}");
        using var client = Connect();
        await using var server = await listener.AcceptAsync().Soon();
        await client.SendAsync("one"u8.ToArray());
        await client.SendAsync(Array.Empty<byte>());
        await client.SendAsync("three"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        foreach (var expected in (string[])["one", "", "three"])
        {
            Assert.Equal(expected, await ReceiveAsync(server));
        }

        Assert.Null(await ReceiveAsync(server));
        // The end has come all the way; the answer begins only now.
        await server.SendAsync("late"u8.ToArray());
        await server.SendAsync(Encoding.ASCII.GetBytes(new string('x', 100_000)));
        await server.CompleteOutputAsync();
        var buffer = new byte[200_000];
        Assert.Equal(4, await client.ReceiveAsync(buffer).Soon());
        Assert.Equal(100_000, await client.ReceiveAsync(buffer).Soon());
        Assert.Equal(0, await client.ReceiveAsync(buffer).Soon());
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        var result = relay.Results.Single();
        Assert.Equal((3L, 2L, 8L, 100_004L), (
            result.MessagesForward!.Value, result.MessagesBack!.Value, result.BytesForward, result.BytesBack));
        Assert.Null(result.Failure);
    }

    [Fact]
    public async Task Run_WhenPacketsBecomeDatagrams_ThenTheAnswersArePackets()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync("re ");
        await using var relay = await RunningRelay.StartAsync(
            $"unix-seqpacket:{_folder["near"]}", $"udp4:{server.Port}");
        using var client = Connect();
        await client.SendAsync("a"u8.ToArray());
        await client.SendAsync("b"u8.ToArray());
        var buffer = new byte[100];
        Assert.Equal(4, await client.ReceiveAsync(buffer).Soon());
        Assert.Equal(4, await client.ReceiveAsync(buffer).Soon());
        client.Dispose();
        // It is gone in both directions: no answer is waited for.
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
    }

    [Fact]
    public async Task Run_WhenDatagramsBecomePackets_ThenEachPeerHasItsConnection()
    {
        await using var listener = await MessageListener.ListenAsync(Address.Parse($"unix-seqpacket:{_folder["far"]}"));
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"unix-seqpacket:{_folder["far"]}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("ask");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal("ask", await ReceiveAsync(server));
        await server.SendAsync("answer"u8.ToArray());
        Assert.Equal("answer", await peer.ReceiveAsync());
        await server.DisposeAsync();
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        peer.Send("again");
        await using var second = await listener.AcceptAsync().Soon();
        Assert.Equal("again", await ReceiveAsync(second));
    }

    [Fact]
    public async Task Run_WhenFramesBecomePackets_ThenBothEndsAreKept()
    {
        await using var listener = await MessageListener.ListenAsync(Address.Parse($"unix-seqpacket:{_folder["far"]}"));
        await using var relay = await RunningRelay.StartAsync("tcp4:0,frame=line", $"unix-seqpacket:{_folder["far"]}");
        await using var asking = Child.Script($"printf 'one\\n\\nthree' | nc -N 127.0.0.1 {relay.Port}");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal("one", await ReceiveAsync(server));
        Assert.Equal("", await ReceiveAsync(server));
        Assert.Equal("three", await ReceiveAsync(server));
        Assert.Null(await ReceiveAsync(server));
        await server.SendAsync("answer"u8.ToArray());
        await server.CompleteOutputAsync();
        Assert.Equal("answer\n", await asking.EndAsync(0));
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
    }

    [Fact]
    public async Task Run_WhenAPacketIsTooLongForDatagrams_ThenTheConnectionEndsAndSaysSo()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync(
            $"unix-seqpacket:{_folder["near"]}", $"udp4:{server.Port}");
        using var client = Connect();
        await client.SendAsync(new byte[70_000]);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        Assert.IsType<MessageTooLongException>(relay.Results.Single().Failure);
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_folder["near"]));
        return socket;
    }

    /// <summary>The next message; null for the end.</summary>
    private static async Task<string?> ReceiveAsync(MessageConnection connection)
    {
        var buffer = new byte[1000];
        var message = await connection.ReceiveAsync(buffer).Soon();
        return message.IsEnd ? null : Encoding.ASCII.GetString(buffer, 0, message.Count);
    }
}
