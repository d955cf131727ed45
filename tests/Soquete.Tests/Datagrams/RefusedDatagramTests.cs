using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>What ICMP says of a closed port reaches the sender.</summary>
public class RefusedDatagramTests
{
    [Theory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    [InlineData("udp")]
    public async Task Receive_WhenThePortOfThePeerIsClosed_ThenItIsRefusedUntilSomebodyReceives(string scheme)
    {
        var closed = await ClosedPort.TakeAsync(scheme);
        await using var connected = await ConnectAsync($"{scheme}:{closed.Port}");
        var receiving = connected.ReceiveWholeAsync();
        await connected.SendTextAsync("is anybody there?");
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => receiving);
        Assert.Equal((FailureKind.Refused, "ECONNREFUSED"), (failure.Kind, failure.ErrorName));
        Assert.Contains(connected.Peer.ToString()!, failure.Message, StringComparison.Ordinal);

        await using var late = await closed.BindAsync();
        await connected.SendTextAsync("and now?");
        var (question, text) = await late.ReceiveWholeAsync();
        Assert.Equal("and now?", text);
        await late.ReplyTextAsync("yes", question);
        Assert.Equal("yes", await connected.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    public async Task Send_WhenAnEarlierDatagramWasRefused_ThenItFailsOnceAndNamesThePeer(string scheme)
    {
        var closed = await ClosedPort.TakeAsync(scheme);
        await using var connected = await ConnectAsync($"{scheme}:{closed.Port}");
        await connected.SendTextAsync("first");
        var failure = await Assert.ThrowsAsync<SoqueteException>(
            () => Eventually.HoldsAsync(async () =>
            {
                // Over the loopback the refusal comes while the first call is under way; nothing promises that.
                await connected.SendTextAsync("next");
                return false;
            }));
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains(connected.Peer.ToString()!, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    public async Task SendBatch_WhenAnEarlierDatagramWasRefused_ThenItFails(string scheme)
    {
        var closed = await ClosedPort.TakeAsync(scheme);
        await using var connected = await ConnectAsync($"{scheme}:{closed.Port}");
        using var batch = new DatagramBatch();
        batch.TryAdd("one"u8);
        var failure = await Assert.ThrowsAsync<SoqueteException>(() => Eventually.HoldsAsync(async () =>
        {
            await connected.SendAsync(batch);
            return connected.TrySend(batch) < 0;
        }));
        Assert.Equal(FailureKind.Refused, failure.Kind);
        await Assert.ThrowsAsync<SoqueteException>(async () =>
        {
            await connected.SendAsync(batch);
            await connected.ReceiveAsync(batch).Soon();
        });
    }

    [Theory]
    [InlineData("udp4", "127.0.0.1")]
    [InlineData("udp6", "::1")]
    [InlineData("udp", "127.0.0.1")]
    [InlineData("udp", "::1")]
    public async Task Undeliverable_WhenOneOfManyPeersRefuses_ThenItIsToldAndTheOthersGoOn(string scheme, string host)
    {
        var closed = await ClosedPort.TakeAsync(host.Contains(':') ? "udp6" : "udp4");
        var target = new DatagramPeer(new IPEndPoint(IPAddress.Parse(host), closed.Port));
        // The wildcard of both versions is one IPv6 socket, to which IPv4 is mapped.
        var address = Address.Parse(scheme == "udp" ? "udp:*:0" : $"{scheme}:0");
        await using var bound = await DatagramSocket.BindAsync(address);
        await using var friend = await ConnectAsync($"udp:{(host.Contains(':') ? $"[{host}]" : host)}:{bound.Port()}");
        var told = new TaskCompletionSource<UndeliverableDatagram>();
        bound.Undeliverable += undeliverable => told.TrySetResult(undeliverable);
        var receiving = bound.ReceiveWholeAsync();
        await bound.SendTextToAsync("lost", target);
        var undeliverable = await told.Task.Soon();
        Assert.Equal(
            new UndeliverableDatagram(target, FailureKind.Refused, "ECONNREFUSED", IPAddress.Parse(host), null),
            undeliverable);
        Assert.False(receiving.IsCompleted);

        await friend.SendTextAsync("still here?");
        var (question, _) = await receiving;
        for (var i = 0; i < 20; i++)
        {
            // Each of these is refused too, and none of the calls fails for it.
            await bound.SendTextToAsync("lost again", target);
            await bound.ReplyTextAsync($"answer {i}", question);
        }

        Assert.Equal("answer 0", await friend.ReceiveTextAsync());
    }

    private static Task<DatagramSocket> ConnectAsync(string address) =>
        DatagramSocket.ConnectAsync(Address.Parse(address)).Soon();
}
