using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>Accepting, and who is at each end.</content>
public abstract partial class StreamConformance
{
    [Fact]
    public async Task Association_WhenSeenFromBothEnds_ThenIsTheSame()
    {
        await using var pair = await PairAsync();
        var (client, server) = (pair.Client.Association, pair.Server.Association);
        Assert.Equal((client.Protocol, client.Local, client.Remote), (server.Protocol, server.Remote, server.Local));
        Assert.Equal($"{client.Protocol} {client.Local} <-> {client.Remote}", client.ToString());
        Assert.Contains(client.Remote, pair.Listener.LocalEnds);
        Assert.False(pair.Listener.IsOpenToOthers);
    }

    [Fact]
    public async Task Accept_WhenCancelledAsPeersCome_ThenNoPeerIsLost()
    {
        const int Peers = 200;
        await using var listener = await ListenAsync();
        var clients = new List<StreamConnection>();
        for (var i = 0; i < Peers; i++)
        {
            using var giveUp = new CancellationTokenSource();
            var accepting = listener.AcceptAsync(giveUp.Token).AsTask();
            var connecting = ConnectAsync(listener);
            await giveUp.CancelAsync();
            await ((Task)accepting).Soon().ConfigureAwait(
                ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            clients.Add(await connecting.Soon());
            await using var server = accepting.IsCanceled ? await listener.AcceptAsync().Soon() : await accepting;
            await clients[^1].SendTextAsync($"{i:D4}");
            Assert.Equal($"{i:D4}", await server.ReceiveTextAsync(4));
        }

        await Task.WhenAll(clients.Select(client => client.DisposeAsync().Soon()));
    }

    [Fact]
    public async Task Accept_WhenTheListenerIsClosed_ThenEnds()
    {
        var listener = await ListenAsync();
        var accepting = listener.AcceptAsync().AsTask();
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(accepting.Soon);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => listener.AcceptAsync().Soon());
        await foreach (var peer in listener.AcceptAllAsync())
        {
            Assert.Fail($"accepted {peer.Association}");
        }
    }

    [Fact]
    public async Task Accept_WhenSeveralOverlap_ThenEachGetsAPeer()
    {
        await using var listener = await ListenAsync();
        var accepting = Enumerable.Range(0, 3).Select(_ => listener.AcceptAsync().AsTask()).ToArray();
        var clients = await Task.WhenAll(accepting.Select(_ => ConnectAsync(listener))).Soon();
        var servers = await Task.WhenAll(accepting).Soon();
        Assert.Equal(3, servers.Distinct().Count());
        await Task.WhenAll(clients.Concat(servers).Select(connection => connection.DisposeAsync().Soon()));
    }

    [Fact]
    public async Task Accept_WhenSeveralOverlapAndTheListenerIsClosed_ThenAllEnd()
    {
        var listener = await ListenAsync();
        var accepting = Enumerable.Range(0, 3).Select(_ => listener.AcceptAsync().AsTask()).ToArray();
        await listener.DisposeAsync();
        foreach (var accept in accepting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(accept.Soon);
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
            await foreach (var peer in listener.AcceptAllAsync(stop.Token))
            {
                count++;
                await peer.DisposeAsync();
            }

            return count;
        });
        await using var client = await ConnectAsync(listener).Soon();
        Assert.Equal("", await client.ReceiveToEndAsync());
        await stop.CancelAsync();
        Assert.Equal(1, await serving.Soon());
    }

    [Fact]
    public async Task MaxConnections_WhenAllAreTaken_ThenTheNextWaitsForOneToClose()
    {
        await using var listener = await ListenAsync(",max-connections=2");
        await using var one = await ConnectAsync(listener).Soon();
        await using var two = await ConnectAsync(listener).Soon();
        await using var three = await ConnectAsync(listener).Soon();
        await three.SendTextAsync("here");
        var first = await listener.AcceptAsync().Soon();
        await using var second = await listener.AcceptAsync().Soon();
        var accepting = listener.AcceptAsync().AsTask();
        await one.SendTextAsync("x");
        await first.ReceiveTextAsync(1);
        Assert.False(accepting.IsCompleted);
        await first.DisposeAsync();
        await using var third = await accepting.Soon();
        Assert.Equal("here", await third.ReceiveTextAsync(4));
    }

    [Fact]
    public async Task Dispose_WhenAnAcceptWaitsForAPlace_ThenItEnds()
    {
        var listener = await ListenAsync(",max-connections=1");
        await using var client = await ConnectAsync(listener).Soon();
        await using var server = await listener.AcceptAsync().Soon();
        var accepting = listener.AcceptAsync().AsTask();
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(accepting.Soon);
    }

    [Fact]
    public async Task Dispose_WhenConnectionsAreOpen_ThenTheyGoOn()
    {
        await using var pair = await PairAsync();
        await pair.Listener.DisposeAsync();
        await pair.Client.SendTextAsync("on");
        Assert.Equal("on", await pair.Server.ReceiveTextAsync(2));
    }
}
