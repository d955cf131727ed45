using Soquete.Ancillary;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <content>Messages arrive whole, in order, and each as one.</content>
public abstract partial class MessageConformance
{
    [Fact]
    public async Task Send_WhenMessagesWait_ThenEachIsReceivedByItself()
    {
        await using var pair = await PairAsync();
        string[] texts = ["one", "", "three", "", ""];
        foreach (var text in texts)
        {
            await pair.Client.SendTextAsync(text);
        }

        foreach (var text in texts)
        {
            Assert.Equal(text, await pair.Server.ReceiveTextAsync());
        }

        Assert.Equal((5, 8), (pair.Client.MessagesSent, pair.Client.BytesSent));
        Assert.Equal((5, 8), (pair.Server.MessagesReceived, pair.Server.BytesReceived));
        Assert.Equal((0, 0), (pair.Server.MessagesSent, pair.Client.MessagesReceived));
    }

    [Fact]
    public async Task Send_WhenThePeerEchoes_ThenTheSameComesBack()
    {
        await using var pair = await PairAsync();
        var echoing = pair.Server.EchoAsync();
        await pair.Client.SendTextAsync("question");
        Assert.Equal("question", await pair.Client.ReceiveTextAsync());
        await pair.Client.CloseAsync().Soon();
        Assert.Equal(1, await echoing.Soon());
    }

    [Fact]
    public async Task Receive_WhenTheBufferIsTooSmall_ThenTheLengthIsToldAndTheRestIsGone()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("0123456789");
        await pair.Client.SendTextAsync("next");
        await pair.Client.SendTextAsync("unseen");
        await pair.Client.SendTextAsync("last");
        var buffer = new byte[4];
        var message = await pair.Server.ReceiveAsync(buffer).Soon();
        Assert.Equal((4, 10, true, false), (message.Count, message.Length, message.IsTruncated, message.IsEnd));
        Assert.Equal("0123"u8, buffer);
        Assert.Equal("next", await pair.Server.ReceiveTextAsync());
        var none = await pair.Server.ReceiveAsync(Memory<byte>.Empty).Soon();
        Assert.Equal((0, 6, true, false), (none.Count, none.Length, none.IsTruncated, none.IsEnd));
        Assert.Equal("last", await pair.Server.ReceiveTextAsync());
        Assert.Equal((4, 12), (pair.Server.MessagesReceived, pair.Server.BytesReceived));
    }

    [Fact]
    public async Task Receive_WhenMessagesWereSentBeforeTheAccept_ThenEmptyOnesAreNoEnd()
    {
        await using var listener = await ListenAsync();
        await using var client = await ConnectAsync().Soon();
        await client.SendTextAsync("");
        await client.SendTextAsync("early");
        await client.SendTextAsync("");
        await client.DisposeAsync();
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal("", await server.ReceiveTextAsync());
        Assert.Equal("early", await server.ReceiveTextAsync());
        Assert.Equal("", await server.ReceiveTextAsync());
        await server.ReceiveEndAsync();
        await server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Receive_WhenSomebodySent_ThenItsCredentialsAreTold()
    {
        await using var pair = await PairAsync();
        foreach (var (from, to) in new[] { (pair.Client, pair.Server), (pair.Server, pair.Client) })
        {
            await from.SendTextAsync("who am I?");
            var message = await to.ReceiveAsync(new byte[16]).Soon();
            Assert.Equal(MessageCredentials.OfThisProcess, message.Credentials);
            Assert.Equal(Environment.ProcessId, to.PeerCredentials!.ProcessId);
            Assert.Null(message.Descriptors);
            Assert.False(message.AreDescriptorsMissing);
        }
    }

    [Fact]
    public async Task Send_WhenThePeerDoesNotRead_ThenWaitsAndNothingIsLost()
    {
        const int Messages = 500;
        await using var pair = await PairAsync();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Messages; i++)
            {
                await pair.Client.SendAsync(RandomPayload.Of(10_000 + i));
            }
        });
        var before = -1L;
        await Eventually.HoldsAsync(async () =>
        {
            await Task.Delay(50);
            return pair.Client.MessagesSent > 0
                && Interlocked.Exchange(ref before, pair.Client.MessagesSent) == pair.Client.MessagesSent;
        });
        Assert.False(sending.IsCompleted);
        Assert.InRange(pair.Client.MessagesSent, 1, Messages / 2);
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < Messages; i++)
        {
            var message = await pair.Server.ReceiveAsync(buffer).Soon();
            Assert.Equal(RandomPayload.Of(10_000 + i), buffer[..message.Count]);
        }

        await sending.Soon();
    }

    [Fact]
    public async Task Send_WhenManyOverlap_ThenEachMessageIsWhole()
    {
        const int Senders = 20;
        const int Each = 50;
        await using var pair = await PairAsync();
        var sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await pair.Client.SendAsync(Enumerable.Repeat((byte)sender, 20_000).ToArray());
            }
        })));
        var counts = new int[Senders];
        var buffer = new byte[20_001];
        for (var i = 0; i < Senders * Each; i++)
        {
            var message = await pair.Server.ReceiveAsync(buffer).Soon();
            Assert.Equal(20_000, message.Length);
            Assert.Equal(-1, buffer.AsSpan(0, 20_000).IndexOfAnyExcept(buffer[0]));
            counts[buffer[0]]++;
        }

        await sending.Soon();
        Assert.All(counts, count => Assert.Equal(Each, count));
    }

    [Fact]
    public async Task Receive_WhenManyOverlap_ThenEachGetsAMessage()
    {
        await using var pair = await PairAsync();
        var receiving = Enumerable.Range(0, 5).Select(_ => pair.Server.ReceiveTextAsync()).ToArray();
        for (var i = 0; i < receiving.Length; i++)
        {
            await pair.Client.SendTextAsync($"{i}");
        }

        Assert.Equal(["0", "1", "2", "3", "4"], (await Task.WhenAll(receiving)).Order());
    }
}
