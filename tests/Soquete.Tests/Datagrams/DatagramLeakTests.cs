using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>No descriptor stays open, however a socket comes to its end.</summary>
[Collection(AloneCollection.Name)]
public class DatagramLeakTests
{
    private const int Rounds = 50;

    [Theory]
    [InlineData("udp:0")]
    [InlineData("udp:*:0")]
    [InlineData("udp4:239.1.2.3:0,multicast-interface=lo")]
    [InlineData("unix-dgram:@soquete-leak-test")]
    public async Task Dispose_WhenCallsArePending_ThenEveryDescriptorIsClosed(string address)
    {
        await RoundAsync(address);
        var before = OpenDescriptors.Count();
        for (var i = 0; i < Rounds; i++)
        {
            await RoundAsync(address);
        }

        // What tests before this one left to the collector may go meanwhile.
        Assert.InRange(OpenDescriptors.Count(), 0, before);
    }

    [Theory]
    [InlineData("udp4:192.0.2.1:0")]
    [InlineData("udp4:239.1.2.3:0,source=224.0.0.9")]
    [InlineData("unix-dgram:/nobody/is/here")]
    public async Task Bind_WhenItFails_ThenEveryDescriptorIsClosed(string address)
    {
        var before = OpenDescriptors.Count();
        for (var i = 0; i < Rounds; i++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => DatagramSocket.BindAsync(Address.Parse(address)).Soon());
            await Assert.ThrowsAnyAsync<Exception>(
                () => DatagramSocket.ConnectAsync(Address.Parse("unix-dgram:/nobody/is/here")).Soon());
        }

        // What tests before this one left to the collector may go meanwhile.
        Assert.InRange(OpenDescriptors.Count(), 0, before);
    }

    [Fact]
    public async Task Connect_WhenTheFirstCandidateRefuses_ThenItsSocketIsClosedInTheEnd()
    {
        var before = OpenDescriptors.Count();
        for (var i = 0; i < Rounds; i++)
        {
            await using var bound = await DatagramSocket.BindAsync(Address.Parse("udp4:0"));
            await using var connected = await DatagramSocket.ConnectAsync(Address.Parse($"udp:{bound.Port()}"));
            await connected.SendTextAsync("whoever is there");
            var receiving = connected.ReceiveWholeAsync();
            var (question, _) = await bound.ReceiveWholeAsync();
            await bound.ReplyTextAsync("me", question);
            Assert.Equal("me", (await receiving).Text);
        }

        // What tests before this one left to the collector may go meanwhile.
        Assert.InRange(OpenDescriptors.Count(), 0, before);
    }

    private static async Task RoundAsync(string address)
    {
        var bound = await DatagramSocket.BindAsync(Address.Parse(address));
        var receiving = bound.ReceiveAsync(new byte[1]).AsTask();
        using var giveUp = new CancellationTokenSource();
        var other = await DatagramSocket.BindAsync(Address.Parse("udp:0"));
        var cancelled = other.ReceiveAsync(new byte[1], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await bound.DisposeAsync();
        await other.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving);
    }
}
