using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>The half-close, the close and the reset are three things, and the peer sees which.</content>
public abstract partial class StreamConformance
{
    /// <summary>How much the kernel may have taken of a send that failed, without saying so.</summary>
    private const int LargestUncounted = 128 * 1024;

    [Fact]
    public async Task Dispose_WhenEverythingWasRead_ThenThePeerSeesTheEnd()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("last words");
        await pair.Client.DisposeAsync();
        Assert.Equal("last words", await pair.Server.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Dispose_WhenAReceiveIsUnderWay_ThenItEndsAndThePeerStillGetsEverything()
    {
        const int Length = 1024 * 1024;
        await using var pair = await PairAsync();
        var receiving = pair.Client.ReceiveAsync(new byte[1]).AsTask();
        var sending = pair.Client.SendAsync(RandomPayload.Of(Length)).AsTask();
        // A unix socket is writable again only when three quarters of its send buffer are free: little may be left.
        var first = await pair.Server.ReceiveExactlyAsync(Length - (16 * 1024));
        await sending.Soon();
        await pair.Client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(receiving.Soon);
        var rest = await RandomPayload.ReceiveAsync(pair.Server).Soon();
        Assert.Equal(Length, first.Length + rest.Length);
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
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1]).Soon());
    }

    [Fact]
    public async Task Abort_WhenThePeerReceives_ThenItSeesAResetWhereThereIsOne()
    {
        await using var pair = await PairAsync();
        var receiving = pair.Server.ReceiveAsync(new byte[1]).AsTask();
        pair.Client.Abort();
        if (_scheme.HasReset)
        {
            var e = await Assert.ThrowsAsync<PeerBrokeOffException>(receiving.Soon);
            Assert.Equal((FailureKind.PeerBrokeOff, "recv", "ECONNRESET"), (e.Kind, e.Call, e.ErrorName));
        }
        else
        {
            Assert.Equal(0, await receiving.Soon());
        }
    }

    [Fact]
    public async Task Abort_WhenTheOutputWasCompleted_ThenResetsAllTheSame()
    {
        await using var pair = await PairAsync();
        await pair.Server.SendTextAsync("unread");
        await pair.Client.CompleteOutputAsync();
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1]).Soon());
        pair.Client.Abort();
        await Assert.ThrowsAsync<PeerBrokeOffException>(async () =>
        {
            while (true)
            {
                await pair.Server.SendAsync(new byte[64 * 1024]).Soon();
            }
        });
    }

    [Fact]
    public async Task Send_WhenThePeerBreaksOffInMidTransfer_ThenSaysHowMuchHadPassed()
    {
        const int Read = 1_000_000;
        await using var pair = await PairAsync();
        var sending = RandomPayload.SendAsync(pair.Client, 1L << 40, seed: 6);
        await pair.Server.ReceiveExactlyAsync(Read);
        pair.Server.Abort();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(sending.Soon);
        Assert.Equal(FailureKind.PeerBrokeOff, e.Kind);
        Assert.Contains(e.ErrorName, new[] { "ECONNRESET", "EPIPE" });
        Assert.Equal(pair.Client.Association.ToString(), e.Address);
        Assert.Equal((pair.Client.BytesSent, 0), (e.BytesSent, e.BytesReceived));
        // Of a send that failed, the last step is not counted, though the kernel may have taken some of it.
        Assert.True(e.BytesSent >= Read - (128 * 1024), $"{e.BytesSent} sent, but {Read} were received");
        Assert.Contains($"after {e.BytesSent} bytes sent and 0 received (send: {e.ErrorName})", e.Message);
    }

    [Fact]
    public async Task Send_WhenOneBufferBreaksOffHalfway_ThenWhatThePeerReadWasCounted()
    {
        const int Read = 4 * 1024 * 1024;
        await using var pair = await PairAsync();
        var sending = pair.Client.SendAsync(RandomPayload.Of(Megabytes64)).AsTask();
        await pair.Server.ReceiveExactlyAsync(Read);
        pair.Server.Abort();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(sending.Soon);
        Assert.InRange(e.BytesSent, Read - LargestUncounted, Megabytes64);
    }

    [Fact]
    public async Task Receive_WhenThePeerBreaksOffInMidTransfer_ThenSaysHowMuchHadPassed()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("unread");
        await pair.Server.SendTextAsync("half of");
        Assert.Equal("half of", await pair.Client.ReceiveTextAsync(7));

        // With bytes unread, closing resets in both domains (RFC 1122 §4.2.2.13; unix(7)).
        pair.Server.Abort();
        var e = await Assert.ThrowsAsync<PeerBrokeOffException>(() => pair.Client.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal((6, 7, "ECONNRESET"), (e.BytesSent, e.BytesReceived, e.ErrorName));
        Assert.Equal(
            $"{pair.Client.Association}: the peer broke off after 6 bytes sent and 7 received (recv: ECONNRESET)",
            e.Message);
    }

    [Fact]
    public async Task Close_WhenThePeerGoesOnSending_ThenWaitsForItsEnd()
    {
        await using var pair = await PairAsync();
        await pair.Client.SendTextAsync("bye");
        var closing = pair.Client.CloseAsync().AsTask();
        Assert.Equal("bye", await pair.Server.ReceiveToEndAsync());
        await pair.Server.SendAsync(RandomPayload.Of(4 * 1024 * 1024)).Soon();
        Assert.False(closing.IsCompleted);
        await pair.Server.CompleteOutputAsync();
        await closing.Soon();
    }

    [Fact]
    public async Task Close_WhenCancelled_ThenClosesAtOnce()
    {
        await using var pair = await PairAsync();
        using var giveUp = new CancellationTokenSource();
        var closing = pair.Client.CloseAsync(giveUp.Token).AsTask();
        Assert.Equal("", await pair.Server.ReceiveToEndAsync());
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(closing.Soon);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.SendAsync(new byte[1]).Soon());
    }
}
