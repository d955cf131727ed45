using Soquete.Messages;
using Soquete.Tests.Support;

namespace Soquete.Tests.Messages;

/// <content>The half-close, the close and the abort, and what the peer sees of each.</content>
public abstract partial class MessageConformance
{
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
        Assert.Equal("question", await second.ReceiveTextAsync());
        await second.ReceiveEndAsync();
        await second.SendTextAsync("");
        await second.SendTextAsync("answer");
        Assert.Equal("", await first.ReceiveTextAsync());
        Assert.Equal("answer", await first.ReceiveTextAsync());
        await second.CompleteOutputAsync();
        await first.ReceiveEndAsync();
    }

    [Fact]
    public async Task CompleteOutput_WhenMoreIsSent_ThenFails()
    {
        await using var pair = await PairAsync();
        await pair.Client.CompleteOutputAsync();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(() => pair.Client.SendTextAsync("more"));
        Assert.Equal(("sendto", "EPIPE"), (e.Call, e.ErrorName));
        await pair.Server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Dispose_WhenAnEmptyMessageWasLast_ThenItIsReceivedBeforeTheEnd()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("");
        await pair.Client.DisposeAsync();
        Assert.Equal("", await pair.Server.ReceiveTextAsync());
        await pair.Server.ReceiveEndAsync();
        await pair.Server.ReceiveEndAsync();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(() => pair.Server.SendTextAsync("anybody?"));
        Assert.Equal("EPIPE", e.ErrorName);
    }

    [Fact]
    public async Task Dispose_WhenAReceiveIsUnderWay_ThenItEnds()
    {
        await using var pair = await PairAsync();
        var receiving = Enumerable.Range(0, 3).Select(_ => pair.Client.ReceiveAsync(new byte[1]).AsTask()).ToArray();
        await pair.Client.DisposeAsync();
        foreach (var receive in receiving)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(receive.Soon);
        }

        await pair.Server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Dispose_WhenASendWaits_ThenItEnds()
    {
        await using var pair = await PairAsync();
        var sending = SendForEverAsync(pair.Client);
        await WaitsToSendAsync(pair.Client);
        await pair.Client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(sending.Soon);
        var buffer = new byte[64 * 1024];
        while (!(await pair.Server.ReceiveAsync(buffer).Soon()).IsEnd)
        {
        }

        Assert.Equal(pair.Client.MessagesSent, pair.Server.MessagesReceived);
    }

    [Fact]
    public async Task Dispose_WhenCalledAgain_ThenDoesNothing()
    {
        await using var pair = await PairAsync();
        await pair.Client.DisposeAsync();
        await pair.Client.DisposeAsync();
        pair.Client.Abort();
        await pair.Client.CloseAsync().Soon();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.SendAsync(new byte[1]).Soon());
        await pair.Server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Abort_WhenThePeerReceives_ThenItSeesTheEnd()
    {
        await using var pair = await PairAsync();
        var receiving = pair.Server.ReceiveEndAsync();
        pair.Client.Abort();
        await receiving;
    }

    [Fact]
    public async Task Abort_WhenMessagesOfThePeerAreUnread_ThenItIsToldOfAResetAfterWhatCameBefore()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("unread");
        await pair.Server.SendTextAsync("first");
        await pair.Server.SendTextAsync("second");
        pair.Server.Abort();
        Assert.Equal("first", await pair.Client.ReceiveTextAsync());
        Assert.Equal("second", await pair.Client.ReceiveTextAsync());
        for (var again = 0; again < 2; again++)
        {
            var e = await Assert.ThrowsAsync<PeerBrokeOffException>(pair.Client.ReceiveTextAsync);
            Assert.Equal((6, 11, "recvmsg", "ECONNRESET"), (e.BytesSent, e.BytesReceived, e.Call, e.ErrorName));
            Assert.Equal(
                $"{pair.Client.Association}: the peer broke off after 6 bytes sent and 11 received "
                + "(recvmsg: ECONNRESET)",
                e.Message);
        }
    }

    [Fact]
    public async Task Send_WhenThePeerIsGone_ThenSaysSo()
    {
        await using var pair = await PairAsync();
        var sending = SendForEverAsync(pair.Client);
        await WaitsToSendAsync(pair.Client);
        pair.Server.Abort();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(sending.Soon);
        Assert.Contains(e.ErrorName, new[] { "ECONNRESET", "EPIPE" });
        Assert.Equal((pair.Client.BytesSent, FailureKind.PeerBrokeOff), (e.BytesSent, e.Kind));
    }

    [Fact]
    public async Task Close_WhenThePeerGoesOnSending_ThenWaitsForItsEnd()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("bye");
        var closing = pair.Client.CloseAsync().AsTask();
        Assert.Equal("bye", await pair.Server.ReceiveTextAsync());
        await pair.Server.ReceiveEndAsync();
        for (var i = 0; i < 1000; i++)
        {
            await pair.Server.SendAsync(RandomPayload.Of(i)).Soon();
        }

        Assert.False(closing.IsCompleted);
        await pair.Server.CompleteOutputAsync();
        await closing.Soon();
        await pair.Server.ReceiveEndAsync();
    }

    [Fact]
    public async Task Close_WhenAReceiveIsUnderWay_ThenBothSeeTheEnd()
    {
        await using var pair = await PairAsync();
        var receiving = pair.Client.ReceiveEndAsync();
        var closing = pair.Client.CloseAsync().AsTask();
        await pair.Server.ReceiveEndAsync();
        await pair.Server.CompleteOutputAsync();
        await receiving;
        await closing.Soon();
    }

    [Fact]
    public async Task Close_WhenCancelled_ThenClosesAtOnce()
    {
        await using var pair = await PairAsync();
        using var giveUp = new CancellationTokenSource();
        var closing = pair.Client.CloseAsync(giveUp.Token).AsTask();
        await pair.Server.ReceiveEndAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(closing.Soon);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.SendAsync(new byte[1]).Soon());
    }

    private static async Task SendForEverAsync(MessageConnection connection)
    {
        var message = RandomPayload.Of(30_000);
        while (true)
        {
            await connection.SendAsync(message);
        }
    }

    /// <summary>Waits until no more messages go out.</summary>
    private static async Task WaitsToSendAsync(MessageConnection connection)
    {
        var before = 0L;
        await Eventually.HoldsAsync(async () =>
        {
            await Task.Delay(20);
            return Interlocked.Exchange(ref before, connection.MessagesSent) is > 0 and var sent
                && sent == connection.MessagesSent;
        });
    }
}
