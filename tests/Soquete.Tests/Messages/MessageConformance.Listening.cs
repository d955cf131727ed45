using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <content>Accepting, who is at each end, and giving up.</content>
public abstract partial class MessageConformance
{
    [Fact]
    public async Task Association_WhenSeenFromBothEnds_ThenIsTheSame()
    {
        await using var pair = await PairAsync();
        var (client, server) = (pair.Client.Association, pair.Server.Association);
        Assert.Equal(("unix-seqpacket", "unix-seqpacket"), (client.Protocol, server.Protocol));
        Assert.Equal((client.Local, client.Remote), (server.Remote, server.Local));
        Assert.Equal(_name, client.Remote.Name);
        Assert.Equal([client.Remote], pair.Listener.LocalEnds);
        Assert.Equal($"unix-seqpacket:{_name}", pair.Listener.Address.ToString());
    }

    [Fact]
    public async Task Accept_WhenCancelledAsPeersCome_ThenNoPeerIsLost()
    {
        const int Peers = 200;
        await using var listener = await ListenAsync();
        for (var i = 0; i < Peers; i++)
        {
            using var giveUp = new CancellationTokenSource();
            var accepting = listener.AcceptAsync(giveUp.Token).AsTask();
            var connecting = ConnectAsync();
            await giveUp.CancelAsync();
            await EndAsync(accepting);
            await using var client = await connecting.Soon();
            await using var server = accepting.IsCanceled ? await listener.AcceptAsync().Soon() : await accepting;
            await client.SendTextAsync($"{i}");
            Assert.Equal($"{i}", await server.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Accept_WhenTheListenerIsClosed_ThenAllEnd()
    {
        var listener = await ListenAsync();
        var accepting = Enumerable.Range(0, 3).Select(_ => listener.AcceptAsync().AsTask()).ToArray();
        await listener.DisposeAsync();
        foreach (var accept in accepting)
        {
            var e = await Assert.ThrowsAsync<ObjectDisposedException>(accept.Soon);
            Assert.Contains(nameof(MessageListener), e.Message);
        }

        await foreach (var peer in listener.AcceptAllAsync())
        {
            Assert.Fail($"accepted {peer.Association}");
        }
    }

    [Fact]
    public async Task AcceptAll_WhenCancelled_ThenTheSequenceEnds()
    {
        await using var listener = await ListenAsync();
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(async () =>
        {
            var count = 0;
            await foreach (var peer in listener.AcceptAllAsync().WithCancellation(stop.Token))
            {
                count++;
                await peer.DisposeAsync();
            }

            return count;
        });
        await using var client = await ConnectAsync().Soon();
        await client.ReceiveEndAsync();
        await stop.CancelAsync();
        Assert.Equal(1, await serving.Soon());
    }

    [Fact]
    public async Task MaxConnections_WhenAllAreTaken_ThenTheNextWaitsForOneToClose()
    {
        await using var listener = await ListenAsync(",max-connections=1");
        await using var one = await ConnectAsync().Soon();
        await using var two = await ConnectAsync().Soon();
        await two.SendTextAsync("here");
        var first = await listener.AcceptAsync().Soon();
        var accepting = listener.AcceptAsync().AsTask();
        await one.SendTextAsync("x");
        await first.ReceiveTextAsync();
        Assert.False(accepting.IsCompleted);
        await first.DisposeAsync();
        await using var second = await accepting.Soon();
        Assert.Equal("here", await second.ReceiveTextAsync());
    }

    [Fact]
    public async Task Dispose_WhenAnAcceptWaitsForAPlace_ThenItEnds()
    {
        var listener = await ListenAsync(",max-connections=1");
        await using var client = await ConnectAsync().Soon();
        await using var server = await listener.AcceptAsync().Soon();
        var accepting = listener.AcceptAsync().AsTask();
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(accepting.Soon);
        await client.SendTextAsync("on");
        Assert.Equal("on", await server.ReceiveTextAsync());
    }

    [Fact]
    public async Task Receive_WhenCancelledAgainAndAgain_ThenNoMessageIsLost()
    {
        const int Messages = 500;
        await using var pair = await PairAsync();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Messages; i++)
            {
                await pair.Server.SendTextAsync($"{i}");
                await Task.Yield();
            }
        });
        for (var i = 0; i < Messages;)
        {
            using var giveUp = new CancellationTokenSource();
            var buffer = new byte[16];
            var receiving = pair.Client.ReceiveAsync(buffer, giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            await EndAsync(receiving);
            if (!receiving.IsCanceled)
            {
                Assert.Equal($"{i++}", System.Text.Encoding.UTF8.GetString(buffer, 0, (await receiving).Count));
            }
        }

        await sending.Soon();
    }

    [Fact]
    public async Task Send_WhenCancelledWhileThereIsNoRoom_ThenNothingWasSent()
    {
        await using var pair = await PairAsync();
        using var giveUp = new CancellationTokenSource();
        var message = RandomPayload.Of(30_000);
        var sending = Task.Run(async () =>
        {
            while (true)
            {
                await pair.Client.SendAsync(message, giveUp.Token);
            }
        });
        await WaitsToSendAsync(pair.Client);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(sending.Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Client.SendAsync(message, giveUp.Token).Soon());
        var sent = pair.Client.MessagesSent;
        await pair.Client.CompleteOutputAsync();
        for (var i = 0; i < sent; i++)
        {
            Assert.Equal(message.Length, (await pair.Server.ReceiveAsync(new byte[40_000]).Soon()).Length);
        }

        await pair.Server.ReceiveEndAsync();
    }

    /// <summary>Waits for its end, whatever it is.</summary>
    private static Task EndAsync(Task task) => Continue(task.Soon());

    private static async Task Continue(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
}
