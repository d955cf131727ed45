using System.Net;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>A datagram that is too long for a link on the way.</summary>
public class PathMtuTests
{
    /// <summary>Of the link beyond the router; the one before it takes 1,500.</summary>
    private const int Mtu = 1300;
    private const int UdpHeader = 8;

    [RootTheory]
    [InlineData("udp4", 20)]
    [InlineData("udp6", 40)]
    public async Task Send_WhenTheDatagramMustNotBeFragmented_ThenSaysThePathMtu(string scheme, int ipHeader)
    {
        await using var pair = await RoutedPair.CreateAsync(rightMtu: Mtu);
        await using var receiver = await pair.Right.BindAsync($"{scheme}:*:0");
        var target = TargetOf(pair.Right, scheme);
        await using var sender = await pair.Left.ConnectAsync($"{scheme}:{target}:{receiver.Port()},dont-fragment");
        var tooLong = new byte[Mtu - ipHeader - UdpHeader + 1];
        var receiving = sender.ReceiveWholeAsync();
        await sender.SendAsync(tooLong).Soon();
        // The router says so; from then on the kernel knows.
        var told = await Assert.ThrowsAsync<MessageTooLongException>(() => receiving);
        Assert.Equal((Mtu, "EMSGSIZE"), (told.PathMtu, told.ErrorName));
        var failure = await Assert.ThrowsAsync<MessageTooLongException>(() => sender.SendAsync(tooLong).Soon());
        Assert.Equal(Mtu, failure.PathMtu);
        Assert.Contains($"{Mtu}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{sender.Peer}", failure.Message, StringComparison.Ordinal);
        using var batch = new DatagramBatch();
        batch.TryAdd(tooLong);
        batch.TryAdd(tooLong);
        var inBatch = await Assert.ThrowsAsync<MessageTooLongException>(() => sender.SendAsync(batch).Soon());
        Assert.Equal(Mtu, inBatch.PathMtu);

        await sender.SendAsync(tooLong.AsMemory(1)).Soon();
        Assert.Equal(tooLong.Length - 1, (await receiver.ReceiveWholeAsync()).Datagram.Length);
        Assert.Equal(1, receiver.DatagramsReceived);
    }

    [RootTheory]
    [InlineData("udp4", 20)]
    [InlineData("udp6", 40)]
    public async Task SendTo_WhenTheDatagramMustNotBeFragmented_ThenTheFirstIsUndeliverable(string scheme, int ipHeader)
    {
        await using var pair = await RoutedPair.CreateAsync(rightMtu: Mtu);
        await using var receiver = await pair.Right.BindAsync($"{scheme}:*:0");
        await using var sender = await pair.Left.BindAsync($"{scheme}:*:0,dont-fragment");
        var isInet6 = scheme == "udp6";
        var far = new DatagramPeer(new IPEndPoint(isInet6 ? pair.Right.IPv6 : pair.Right.IPv4, receiver.Port()));
        var near = new DatagramPeer(new IPEndPoint(isInet6 ? pair.Left.IPv6 : pair.Left.IPv4, sender.Port()));
        var undelivered = new TaskCompletionSource<UndeliverableDatagram>();
        sender.Undeliverable += told => undelivered.TrySetResult(told);
        var tooLong = new byte[Mtu - ipHeader - UdpHeader + 1];
        await sender.SendToAsync(tooLong, far).Soon();
        // What the router says is read by whichever call comes next: one to somebody else, which does not fail for it.
        await Eventually.HoldsAsync(async () =>
        {
            await sender.SendToAsync(new byte[1], near).Soon();
            return undelivered.Task.IsCompleted;
        });
        var router = isInet6 ? pair.RouterLeft.IPv6 : pair.RouterLeft.IPv4;
        Assert.Equal(
            new UndeliverableDatagram(far, FailureKind.Other, "EMSGSIZE", router, Mtu), await undelivered.Task);
        var failure = await Assert.ThrowsAsync<MessageTooLongException>(() => sender.SendToAsync(tooLong, far).Soon());
        Assert.Equal(Mtu, failure.PathMtu);
    }

    [RootTheory]
    [InlineData("udp4")]
    [InlineData("udp6")]
    public async Task Send_WhenItMayBeFragmented_ThenTheReceiverGetsItWholeOnceThePathIsKnown(string scheme)
    {
        await using var pair = await RoutedPair.CreateAsync(rightMtu: Mtu);
        await using var receiver = await pair.Right.BindAsync($"{scheme}:*:0");
        var target = TargetOf(pair.Right, scheme);
        await using var sender = await pair.Left.ConnectAsync($"{scheme}:{target}:{receiver.Port()}");
        var receiving = sender.ReceiveWholeAsync();
        await sender.SendAsync(RandomPayload.Of(1400)).Soon();
        var told = await Assert.ThrowsAsync<MessageTooLongException>(() => receiving);
        Assert.Equal(Mtu, told.PathMtu);
        await sender.SendAsync(RandomPayload.Of(1400)).Soon();
        await sender.SendAsync(RandomPayload.Of(60_000)).Soon();
        Assert.Equal(1400, (await receiver.ReceiveWholeAsync()).Datagram.Length);
        Assert.Equal(60_000, (await receiver.ReceiveWholeAsync()).Datagram.Length);
        // The path is no limit then; the socket is.
        var failure = await Assert.ThrowsAsync<MessageTooLongException>(
            () => sender.SendAsync(new byte[70_000]).Soon());
        Assert.Null(failure.PathMtu);
    }

    private static string TargetOf(LinkEnd end, string scheme) => scheme == "udp6" ? $"[{end.IPv6}]" : $"{end.IPv4}";
}
