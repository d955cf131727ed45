using Soquete.Addresses;
using Soquete.Benchmarking;
using Soquete.Datagrams;
using Soquete.Messages;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Benchmarking;

public sealed class EchoServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stream_WhenSmallAndLargePiecesCome_ThenEveryByteComesBack()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        await using var client = await StreamConnection.ConnectAsync(listener.Address);
        await using var peer = await listener.AcceptAsync().Soon();
        var echoing = EchoService.ServeAsync(peer);
        var payload = RandomPayload.Of(2_000_000);
        foreach (var length in new[] { 1, 2048, 4000, 2047, 1_500_000, 10, 65_536 })
        {
            var sending = client.SendAsync(payload.AsMemory(0, length));
            Assert.Equal(payload[..length], await client.ReceiveExactlyAsync(length));
            await sending.Soon();
        }

        await client.CompleteOutputAsync();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        await echoing.Soon();
    }

    [Fact]
    public async Task Messages_WhenTheyCome_ThenEachComesBackWhole()
    {
        await using var listener = await MessageListener.ListenAsync(Address.Parse($"unix-seqpacket:{_folder["m"]}"));
        await using var client = await MessageConnection.ConnectAsync(listener.Address);
        await using var peer = await listener.AcceptAsync().Soon();
        var echoing = EchoService.ServeAsync(peer);
        var buffer = new byte[200_000];
        foreach (var length in new[] { 0, 1, 5000, 150_000, 3 })
        {
            await client.SendAsync(RandomPayload.Of(length)).Soon();
            var message = await client.ReceiveAsync(buffer).Soon();
            Assert.False(message.IsEnd);
            Assert.Equal(RandomPayload.Of(length), buffer[..message.Count]);
        }

        await client.CompleteOutputAsync();
        Assert.True((await client.ReceiveAsync(buffer).Soon()).IsEnd);
        await echoing.Soon();
    }

    [Theory]
    [InlineData("udp4:0")]
    [InlineData("unix-dgram:{0}")]
    public async Task Datagrams_WhenPeersComeAndGo_ThenThoseThatAreThereAreEchoed(string format)
    {
        await using var socket = await DatagramSocket.BindAsync(
            Address.Parse(string.Format(null, format, _folder["d"])));
        using var stop = new CancellationTokenSource();
        var echoing = EchoService.ServeAsync(socket, stop.Token);
        var buffer = new byte[2000];
        for (var i = 1; i <= 50; i++)
        {
            await using (var gone = await DatagramSocket.ConnectAsync(socket.Address))
            {
                await gone.SendAsync(new byte[i]).Soon();
            }

            await using var client = await DatagramSocket.ConnectAsync(socket.Address);
            await client.SendAsync(RandomPayload.Of(i)).Soon();
            var reply = await client.ReceiveAsync(buffer).Soon();
            Assert.Equal(RandomPayload.Of(i), buffer[..reply.Count]);
        }

        await stop.CancelAsync();
        await echoing.Soon();
    }

    [Fact]
    public async Task Discard_WhenBytesMessagesAndDatagramsCome_ThenAllAreTaken()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["s"]}"));
        await using var client = await StreamConnection.ConnectAsync(listener.Address);
        await using var peer = await listener.AcceptAsync().Soon();
        var discarding = DiscardService.ServeAsync(peer);
        await client.SendAsync(new byte[3_000_000]).Soon();
        await client.CloseAsync().Soon();
        await discarding.Soon();
        Assert.Equal(3_000_000, peer.BytesReceived);

        await using var socket = await DatagramSocket.BindAsync(Address.Parse("udp4:0"));
        using var stop = new CancellationTokenSource();
        var dropping = DiscardService.ServeAsync(socket, stop.Token);
        await using var sender = await DatagramSocket.ConnectAsync(socket.Address);
        await sender.SendAsync(new byte[10]).Soon();
        await Eventually.HoldsAsync(() => socket.DatagramsReceived == 1);
        await stop.CancelAsync();
        await dropping.Soon();
    }
}
