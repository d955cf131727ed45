using System.Net;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>An answer comes from the address that was asked, though the socket is bound to every one.</summary>
public class WildcardReplyTests
{
    [Theory]
    [InlineData("udp:*:0", "127.0.0.1")]
    [InlineData("udp:*:0", "127.0.0.2")]
    [InlineData("udp:*:0", "127.200.3.4")]
    [InlineData("udp4:*:0", "127.0.0.2")]
    [InlineData("udp:*:0", "[::1]")]
    [InlineData("udp6:*:0", "[::1]")]
    public async Task Reply_WhenTheSocketIsBoundToEveryAddress_ThenItComesFromTheOneAsked(string bind, string asked)
    {
        await using var bound = await DatagramSocket.BindAsync(Address.Parse(bind));
        // A connected socket hears its peer alone: what comes from elsewhere would not arrive.
        await using var asking = await DatagramSocket.ConnectAsync(Address.Parse($"udp:{asked}:{bound.Port()}"));
        await asking.SendTextAsync("who are you?");
        var (question, _) = await bound.ReceiveWholeAsync();
        Assert.Equal(IPAddress.Parse(asked), question.LocalAddress);
        await bound.ReplyTextAsync("me", question);
        var (answer, text) = await asking.ReceiveWholeAsync();
        Assert.Equal("me", text);
        Assert.Equal(IPAddress.Parse(asked), answer.Source.End.Address);
    }

    [Theory]
    [InlineData("udp:*:0", "")]
    [InlineData("udp:*:0", ",offload=off")]
    [InlineData("udp4:*:0", "")]
    public async Task Batch_WhenItGoesBack_ThenEachComesFromTheOneAsked(string bind, string options)
    {
        await using var bound = await DatagramSocket.BindAsync(Address.Parse(bind + options));
        var asking = new List<DatagramSocket>();
        using var batch = new DatagramBatch();
        for (var i = 0; i < 6; i++)
        {
            asking.Add(await DatagramSocket.ConnectAsync(Address.Parse($"udp4:127.0.0.{i + 1}:{bound.Port()}")));
            batch.Clear();
            for (var length = 100; length >= 99; length--)
            {
                batch.TryAdd(RandomPayload.Of(length));
                batch.TryAdd(RandomPayload.Of(length));
            }

            await asking[i].SendAsync(batch).Soon();
        }

        for (var echoed = 0; echoed < 24; echoed += batch.Count)
        {
            await bound.ReceiveAsync(batch).Soon();
            await bound.SendAsync(batch).Soon();
        }

        foreach (var socket in asking)
        {
            var answers = await socket.ReceiveManyAsync(batch, 4);
            Assert.Equal([100, 100, 99, 99], answers.Select(answer => answer.Length));
            await socket.DisposeAsync();
        }
    }
}
