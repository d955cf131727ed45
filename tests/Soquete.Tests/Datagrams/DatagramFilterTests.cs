using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Datagrams;

/// <summary>Datagrams of senders that the address does not allow are passed over, and counted.</summary>
public class DatagramFilterTests
{
    [Theory]
    [InlineData("allow=127.0.0.2", "127.0.0.3", "127.0.0.2")]
    [InlineData("deny=127.0.0.2", "127.0.0.2", "127.0.0.3")]
    [InlineData("allow=127.0.0.0/24,deny=127.0.0.2", "127.0.0.2", "127.0.0.9")]
    public async Task Receive_WhenTheSenderIsNotAllowed_ThenHearsTheOthersAlone(
        string filter, string refused, string allowed)
    {
        foreach (var host in new[] { "udp4:0", "udp:*:0" })
        {
            await using var bound = await DatagramSocket.BindAsync(Address.Parse($"{host},{filter}"));
            await using var stranger = await FromAsync(refused, bound);
            await using var friend = await FromAsync(allowed, bound);
            await stranger.SendTextAsync("no");
            await friend.SendTextAsync("yes");
            Assert.Equal("yes", await bound.ReceiveTextAsync());
            Assert.Equal((1, 1), (bound.DatagramsReceived, bound.DatagramsRefused));

            using var batch = new DatagramBatch();
            foreach (var sender in new[] { friend, stranger, stranger, friend, stranger })
            {
                await sender.SendTextAsync(sender == friend ? "yes" : "no");
            }

            Assert.Equal(["yes"u8.ToArray(), "yes"u8.ToArray()], await bound.ReceiveManyAsync(batch, 2));
            await friend.SendTextAsync("last");
            Assert.Equal(["last"u8.ToArray()], await bound.ReceiveManyAsync(batch, 1));
            Assert.Equal((4, 4), (bound.DatagramsReceived, bound.DatagramsRefused));
        }
    }

    [RootFact]
    public async Task Receive_WhenTheUserIsNotAllowed_ThenHearsTheOthersAlone()
    {
        const int Nobody = 65534;
        var name = $"@soquete-{Guid.NewGuid():N}";
        await using var bound = await DatagramSocket.BindAsync(Address.Parse($"unix-dgram:{name},allow-uid=0"));
        await using var stranger = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.SendCredentials(PeerEnd.Connect("dgram", name), "no", user: Nobody));
        await stranger.EndAsync(0);
        await using var friend = Child.Start(
            DescriptorPeer.Program, DescriptorPeer.SendCredentials(PeerEnd.Connect("dgram", name), "yes"));
        await friend.EndAsync(0);
        var (datagram, text) = await bound.ReceiveWholeAsync();
        Assert.Equal(("yes", 0u), (text, datagram.Credentials!.Value.UserId));
        Assert.Equal((1, 1), (bound.DatagramsReceived, bound.DatagramsRefused));
    }

    private static Task<DatagramSocket> FromAsync(string address, DatagramSocket to) =>
        DatagramSocket.ConnectAsync(Address.Parse($"udp4:127.0.0.1:{to.Port()},bind={address}:0")).Soon();
}
