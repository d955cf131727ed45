using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>What is refused, what takes too long, and how many there can be.</content>
public abstract partial class StreamConformance
{
    [Fact]
    public async Task Receive_WhenNothingPassesForTheIdleTimeout_ThenTimesOut()
    {
        await using var pair = await PairAsync(connectOptions: ",idle-timeout=50ms");
        var e = await Assert.ThrowsAsync<SoqueteException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
        Assert.Equal($"{pair.Client.Association}: nothing passed for 50ms (idle-timeout)", e.Message);
        await Assert.ThrowsAsync<SoqueteException>(() => pair.Client.SendAsync(new byte[1]).Soon());
    }

    [Fact]
    public async Task Receive_WhenTheIdleTimeoutHasEndedTheConnectionBefore_ThenTimesOut()
    {
        // Long enough to be accepted: a peer that is gone before that is passed over.
        await using var pair = await PairAsync(connectOptions: ",idle-timeout=1s");
        await Record.ExceptionAsync(() => pair.Server.ReceiveAsync(new byte[1]).Soon());
        var e = await Assert.ThrowsAsync<SoqueteException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Receive_WhenTheConnectionIsAbortedMeanwhile_ThenThatIsNotThePeersEnd()
    {
        for (var round = 0; round < 300; round++)
        {
            await using var pair = await PairAsync();
            var aborting = Task.Run(pair.Client.Abort);
            Thread.SpinWait(round * 10);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
            await aborting;
        }
    }

    [Fact]
    public async Task Receive_WhenAnAcceptedPeerIsSilent_ThenTheListenersIdleTimeoutEndsIt()
    {
        await using var pair = await PairAsync(listenOptions: ",idle-timeout=50ms");
        var e = await Assert.ThrowsAsync<SoqueteException>(() => pair.Server.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(FailureKind.TimedOut, e.Kind);
    }

    [Fact]
    public async Task Connect_WhenNobodyListensAnyMore_ThenIsRefused()
    {
        var listener = await ListenAsync();
        await listener.DisposeAsync();
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(() => ConnectAsync(listener).Soon());
        Assert.Equal(FailureKind.Refused, e.Kind);
        Assert.Contains(listener.Address.ToString(), e.Message);
    }

    [Fact]
    public async Task Connect_WhenTheBacklogStaysFull_ThenTimesOut()
    {
        await using var listener = await ListenAsync(",backlog=1");
        // The first has all the time that it needs: on a slow machine it would be the one that times out.
        var waiting = new List<StreamConnection> { await ConnectAsync(listener).Soon() };
        var e = await Assert.ThrowsAsync<ConnectFailedException>(async () =>
        {
            while (waiting.Count < 10)
            {
                waiting.Add(await ConnectAsync(listener, ",connect-timeout=200ms").Soon());
            }
        });
        Assert.Equal(FailureKind.TimedOut, e.Kind);
        Assert.Contains("not connected within 200ms", e.Message);
        foreach (var connection in waiting)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Connect_WhenCancelled_ThenThrows()
    {
        await using var listener = await ListenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ConnectAsync(listener, "", new CancellationToken(true)));
    }

    [Fact]
    public async Task Accept_WhenAThousandComeAtOnce_ThenAllAreServed()
    {
        const int Count = 1000;
        await using var listener = await ListenAsync();
        var serving = Task.Run(async () =>
        {
            var echoing = new List<Task<bool>>();
            await foreach (var peer in listener.AcceptAllAsync())
            {
                echoing.Add(EchoAndDisposeAsync(peer));
            }

            return (await Task.WhenAll(echoing)).Count(asked => asked);
        });
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => ConnectAsync(listener))).AtLast();
        await Task.WhenAll(clients.Select(AskAsync)).AtLast();
        await listener.DisposeAsync();
        Assert.Equal(Count, await serving.AtLast());
    }

    /// <summary>
    /// Whether the peer asked anything: an attempt that lost the race of Happy Eyeballs only comes and goes.
    /// </summary>
    private static async Task<bool> EchoAndDisposeAsync(StreamConnection peer)
    {
        try
        {
            await peer.EchoAsync();
        }
        catch (PeerBrokeOffException e) when (e.BytesReceived == 0)
        {
            return false;
        }

        await peer.DisposeAsync();
        return peer.BytesReceived > 0;
    }

    private static async Task AskAsync(StreamConnection client, int number)
    {
        var question = $"client {number}";
        await client.SendTextAsync(question);
        Assert.Equal(question, await client.ReceiveTextAsync(question.Length));
        await client.CloseAsync().Soon();
    }
}
