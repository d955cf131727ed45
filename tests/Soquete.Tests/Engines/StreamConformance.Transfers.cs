using System.Security.Cryptography;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>Bytes arrive whole, in order, and to the end.</content>
public abstract partial class StreamConformance
{
    private const int Megabytes64 = 64 * 1024 * 1024;

    [Fact]
    public async Task Send_WhenThePeerEchoes_ThenTheSameComesBack()
    {
        await using var pair = await PairAsync();
        var echoing = pair.Server.EchoAsync();
        await pair.Client.SendTextAsync("hello");
        Assert.Equal("hello", await pair.Client.ReceiveTextAsync(5));
        await pair.Client.CompleteOutputAsync();
        Assert.Equal("", await pair.Client.ReceiveToEndAsync());
        await echoing.Soon();
        Assert.Equal(
            (5, 5, 5, 5),
            (pair.Client.BytesSent, pair.Client.BytesReceived, pair.Server.BytesSent, pair.Server.BytesReceived));
    }

    [Fact]
    public async Task Send_When64MegabytesPassBothWays_ThenTheHashesAgree()
    {
        await using var pair = await PairAsync();
        var sentByClient = RandomPayload.SendAsync(pair.Client, Megabytes64, seed: 1);
        var sentByServer = RandomPayload.SendAsync(pair.Server, Megabytes64, seed: 2);
        var receivedByClient = RandomPayload.ReceiveAsync(pair.Client);
        var receivedByServer = RandomPayload.ReceiveAsync(pair.Server);
        await Task.WhenAll(sentByClient, sentByServer, receivedByClient, receivedByServer).AtLast();
        Assert.Equal((await sentByClient, Megabytes64), await receivedByServer);
        Assert.Equal((await sentByServer, Megabytes64), await receivedByClient);
        Assert.Equal((Megabytes64, Megabytes64), (pair.Client.BytesSent, pair.Client.BytesReceived));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteOutput_WhenOneSideEndsFirst_ThenItStillGetsTheWholeAnswer(bool clientFirst)
    {
        await using var pair = await PairAsync();
        var (first, second) = clientFirst ? (pair.Client, pair.Server) : (pair.Server, pair.Client);
        await first.SendTextAsync("question");
        await first.CompleteOutputAsync();
        await first.CompleteOutputAsync();
        Assert.Equal("question", await second.ReceiveToEndAsync());

        // Only now, when the other side is known to have ended, does the answer begin.
        var answered = RandomPayload.SendAsync(second, 4 * 1024 * 1024, seed: 3);
        var received = await RandomPayload.ReceiveAsync(first).Soon();
        Assert.Equal((await answered.Soon(), 4 * 1024 * 1024), received);
    }

    [Fact]
    public async Task CompleteOutput_WhenBothEndAtOnce_ThenEachGetsTheOthersBytes()
    {
        await using var pair = await PairAsync();
        await Task.WhenAll(pair.Client.SendTextAsync("from client"), pair.Server.SendTextAsync("from server"));
        await Task.WhenAll(pair.Client.CompleteOutputAsync().Soon(), pair.Server.CompleteOutputAsync().Soon());
        Assert.Equal("from server", await pair.Client.ReceiveToEndAsync());
        Assert.Equal("from client", await pair.Server.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Receive_WhenTheBufferIsEmpty_ThenWaitsForBytesAndTakesNone()
    {
        await using var pair = await PairAsync();
        var waiting = pair.Client.ReceiveAsync(Memory<byte>.Empty).AsTask();

        // Bytes the other way prove that time passed and nothing happened here.
        await pair.Client.SendTextAsync("x");
        await pair.Server.ReceiveTextAsync(1);
        Assert.False(waiting.IsCompleted);
        await pair.Server.SendTextAsync("ready");
        Assert.Equal(0, await waiting.Soon());
        Assert.Equal(0, await pair.Client.ReceiveAsync(Memory<byte>.Empty).Soon());
        Assert.Equal("ready", await pair.Client.ReceiveTextAsync(5));
        await pair.Server.CompleteOutputAsync();
        Assert.Equal(0, await pair.Client.ReceiveAsync(Memory<byte>.Empty).Soon());
        Assert.Equal(0, await pair.Client.ReceiveAsync(new byte[1]).Soon());
    }

    [Fact]
    public async Task Receive_WhenCancelledAgainAndAgain_ThenNoByteIsLost()
    {
        const int Length = 1024 * 1024;
        await using var pair = await PairAsync();
        var sending = RandomPayload.SendAsync(pair.Server, Length, seed: 4);
        var received = new List<byte>(Length);
        var buffer = new byte[4096];
        for (var count = -1; count != 0;)
        {
            using var giveUp = new CancellationTokenSource();
            var receiving = pair.Client.ReceiveAsync(buffer, giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            await ((Task)receiving).Soon().ConfigureAwait(
                ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            count = receiving.IsCanceled ? -1 : await receiving;
            received.AddRange(buffer.AsSpan(0, Math.Max(0, count)));
        }

        Assert.Equal(Length, received.Count);
        Assert.Equal(await sending.Soon(), Convert.ToHexString(SHA256.HashData([.. received])));
    }

    [Fact]
    public async Task Receive_WhenCancelledWhileNothingComes_ThenThrowsAndTheNextReceives()
    {
        await using var pair = await PairAsync();
        using var giveUp = new CancellationTokenSource();
        var receiving = pair.Client.ReceiveAsync(new byte[1], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(receiving.Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Client.ReceiveAsync(new byte[1], giveUp.Token).Soon());
        await pair.Server.SendTextAsync("still here");
        Assert.Equal("still here", await pair.Client.ReceiveTextAsync(10));
    }

    [Fact]
    public async Task Send_WhenThePeerDoesNotRead_ThenStopsAtTheKernelsBuffers()
    {
        const int Length = Megabytes64;
        await using var pair = await PairAsync();
        var sending = RandomPayload.SendAsync(pair.Client, Length, seed: 5);
        var before = -1L;
        await Eventually.HoldsAsync(async () =>
        {
            await Task.Delay(50);
            return pair.Client.BytesSent > 0
                && Interlocked.Exchange(ref before, pair.Client.BytesSent) == pair.Client.BytesSent;
        });
        Assert.False(sending.IsCompleted);
        Assert.InRange(pair.Client.BytesSent, 1, Length / 2);
        var received = await RandomPayload.ReceiveAsync(pair.Server).AtLast();
        Assert.Equal((await sending, Length), received);
    }
}
