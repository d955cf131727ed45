using System.Net;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Datagrams;

/// <summary>One datagram to everybody on a link, only when asked for.</summary>
public class BroadcastTests
{
    [RootFact]
    public async Task Send_WhenBroadcastIsNotAskedFor_ThenIsNotPermittedAndNamesTheOption()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.BindAsync("udp4:*:0");
        var everybody = new DatagramPeer(new IPEndPoint(pair.Left.Broadcast, 5000));
        using var batch = new DatagramBatch();
        batch.TryAdd("to all"u8, everybody);
        foreach (var send in new Func<Task>[]
        {
            () => sender.SendTextToAsync("to all", everybody),
            () => sender.SendAsync(batch).Soon(),
            () => pair.Left.ConnectAsync($"udp4:{pair.Left.Broadcast}:5000"),
        })
        {
            var failure = await Assert.ThrowsAsync<SoqueteException>(send);
            Assert.Equal((FailureKind.NotPermitted, "EACCES"), (failure.Kind, failure.ErrorName));
            Assert.Contains("'broadcast'", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"{pair.Left.Broadcast}:5000", failure.Message, StringComparison.Ordinal);
        }
    }

    [RootFact]
    public async Task Send_WhenBroadcastIsAskedFor_ThenEveryReceiverHearsAndCanAnswer()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var first = await pair.Right.BindAsync("udp4:*:0,reuse-address");
        await using var second = await pair.Right.BindAsync($"udp4:*:{first.Port()},reuse-address");
        await using var local = await pair.Left.BindAsync($"udp:*:{first.Port()}");
        await using var bound = await pair.Left.BindAsync("udp4:*:0,broadcast");
        await using var connected = await pair.Left.ConnectAsync(
            $"udp4:255.255.255.255:{first.Port()},broadcast,interface={pair.Left.Interface}");
        var everybody = new DatagramPeer(new IPEndPoint(pair.Left.Broadcast, first.Port()));
        await bound.SendTextToAsync("to all", everybody);
        await connected.SendTextAsync("to really all");
        foreach (var receiver in new[] { first, second, local })
        {
            var (datagram, text) = await receiver.ReceiveWholeAsync();
            Assert.Equal(("to all", pair.Left.Broadcast), (text, datagram.LocalAddress));
            await receiver.ReplyTextAsync($"heard", datagram);
            var (answer, answered) = await bound.ReceiveWholeAsync();
            // From the receiver's own address: nobody sends from that of everybody.
            Assert.Equal("heard", answered);
            Assert.Equal(receiver == local ? pair.Left.IPv4 : pair.Right.IPv4, answer.Source.End.Address);
        }

        foreach (var receiver in new[] { first, second, local })
        {
            var (datagram, text) = await receiver.ReceiveWholeAsync();
            Assert.Equal(("to really all", IPAddress.Broadcast), (text, datagram.LocalAddress));
        }
    }
}
