using System.Globalization;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>Cancelling, closing, and many at once.</content>
public abstract partial class DatagramConformance
{
    [Fact]
    public async Task Receive_WhenCancelled_ThenNothingIsLost()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch(slots: 2);
        for (var i = 0; i < 100; i++)
        {
            using var giveUp = new CancellationTokenSource();
            var receiving = i % 2 == 0
                ? pair.Bound.ReceiveAsync(new byte[16], giveUp.Token).AsTask()
                : (Task)pair.Bound.ReceiveAsync(batch, giveUp.Token).AsTask();
            Assert.False(receiving.IsCompleted);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(receiving.Soon);
            var text = i.ToString(CultureInfo.InvariantCulture);
            await pair.Connected.SendTextAsync(text);
            Assert.Equal(text, await pair.Bound.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Receive_WhenTheTokenIsCancelledAlready_ThenLeavesWhatIsThere()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch();
        var cancelled = new CancellationToken(canceled: true);
        await pair.Connected.SendTextAsync("there");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Bound.ReceiveAsync(new byte[16], cancelled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.Bound.ReceiveAsync(batch, cancelled).Soon());
        Assert.Equal("there", await pair.Bound.ReceiveTextAsync());
    }

    [Fact]
    public async Task Send_WhenTheTokenIsCancelledAlready_ThenSendsNothing()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch();
        batch.TryAdd("never"u8);
        var cancelled = new CancellationToken(canceled: true);
        var never = "never"u8.ToArray();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Connected.SendAsync(never, cancelled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Connected.SendAsync(batch, cancelled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Bound.SendToAsync(never, PeerOf(pair.Connected), cancelled).Soon());
        await pair.Connected.SendTextAsync("only this");
        Assert.Equal("only this", await pair.Bound.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_WhenAReceiveIsPending_ThenItEndsAsDisposed(bool inBatches)
    {
        var pair = await PairAsync();
        using var batch = new DatagramBatch(slots: 1, slotBytes: 16);
        foreach (var socket in new[] { pair.Bound, pair.Connected })
        {
            var receiving = inBatches
                ? socket.ReceiveAsync(batch).AsTask()
                : (Task)socket.ReceiveAsync(new byte[16]).AsTask();
            Assert.False(receiving.IsCompleted);
            await socket.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(receiving.Soon);
            await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task Call_WhenTheSocketIsClosed_ThenEachSaysSo()
    {
        var pair = await PairAsync();
        var peer = PeerOf(pair.Connected);
        using var batch = new DatagramBatch();
        batch.TryAdd("x"u8, peer);
        await pair.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Bound.ReceiveAsync(new byte[1]).Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Bound.SendTextToAsync("x", peer));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Connected.SendTextAsync("x"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Bound.SendAsync(batch).Soon());
        Assert.Throws<ObjectDisposedException>(() => pair.Bound.TrySend(batch));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Bound.ReceiveAsync(batch).Soon());
    }

    [Fact]
    public async Task Send_WhenManySendAtOnce_ThenEachDatagramIsWhole()
    {
        const int Senders = 8;
        const int Each = 250;
        // UDP drops what its receiver's buffer has no room for.
        const int Window = 64;
        await using var pair = await PairAsync();
        using var room = new SemaphoreSlim(Window);
        var counts = new int[Senders];
        var receiving = Task.Run(async () =>
        {
            var buffer = new byte[DatagramTexts.Room];
            for (var i = 0; i < Senders * Each; i++)
            {
                var datagram = await pair.Bound.ReceiveAsync(buffer);
                var sender = buffer[0];
                Assert.Equal(100 + sender, datagram.Count);
                Assert.False(buffer.AsSpan(0, datagram.Count).ContainsAnyExcept(sender));
                counts[sender]++;
                room.Release();
            }
        });
        var sending = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var datagram = new byte[100 + sender];
            datagram.AsSpan().Fill((byte)sender);
            for (var i = 0; i < Each; i++)
            {
                await room.WaitAsync();
                await pair.Connected.SendAsync(datagram);
            }
        }));
        await Task.WhenAll(sending).AtLast();
        await receiving.AtLast();
        Assert.All(counts, count => Assert.Equal(Each, count));
        Assert.Equal(Senders * Each, pair.Connected.DatagramsSent);
    }
}
