using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>A unix receiver that is full makes its senders wait; one that is gone refuses.</summary>
public class UnixFlowTests
{
    private readonly string _address = $"unix-dgram:@soquete-{Guid.NewGuid():N}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenTheReceiverIsFull_ThenWaitsAndLosesNothing(bool isConnected)
    {
        await using var receiver = await BindAsync();
        await using var sender = await SenderAsync(isConnected);
        const int Count = 200;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                await SendAsync(sender, isConnected, $"{i}");
            }
        });
        await FullAsync(sender);
        Assert.False(sending.IsCompleted);
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal($"{i}", await receiver.ReceiveTextAsync());
        }

        await sending.Soon();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenCancelledWhileTheReceiverIsFull_ThenNothingOfItWasSent(bool isConnected)
    {
        await using var receiver = await BindAsync();
        await using var sender = await SenderAsync(isConnected);
        var sent = await FillAsync(sender, isConnected);
        using var giveUp = new CancellationTokenSource();
        var peer = PeerOf(sender, isConnected);
        using var batch = new DatagramBatch();
        batch.TryAdd("never in a batch"u8, peer ?? default);
        var single = peer is { } to
            ? sender.SendToAsync("never"u8.ToArray(), to, giveUp.Token).AsTask()
            : sender.SendAsync("never"u8.ToArray(), giveUp.Token).AsTask();
        var many = sender.SendAsync(batch, giveUp.Token).AsTask();
        Assert.Equal(0, sender.TrySend(batch));
        Assert.False(single.IsCompleted || many.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(single.Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(many.Soon);
        for (var i = 0; i < sent; i++)
        {
            Assert.Equal("fill", await receiver.ReceiveTextAsync());
        }

        await SendAsync(sender, isConnected, "the next one");
        Assert.Equal("the next one", await receiver.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WhenSendsArePending_ThenTheyEndAsDisposed(bool isConnected)
    {
        await using var receiver = await BindAsync();
        var sender = await SenderAsync(isConnected);
        await FillAsync(sender, isConnected);
        var pending = Enumerable.Range(0, 3).Select(_ => SendAsync(sender, isConnected, "never")).ToArray();
        Assert.DoesNotContain(pending, send => send.IsCompleted);
        await sender.DisposeAsync();
        foreach (var send in pending)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => send);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenTheReceiverVanishesWhileItIsWaitedFor_ThenIsRefused(bool isConnected)
    {
        var receiver = await BindAsync();
        await using var sender = await SenderAsync(isConnected);
        await FillAsync(sender, isConnected);
        var sending = SendAsync(sender, isConnected, "too late");
        Assert.False(sending.IsCompleted);
        await receiver.DisposeAsync();
        await MustBeRefusedAsync(() => sending);
        // Again and again: a connected socket has forgotten its peer by now.
        await MustBeRefusedAsync(() => SendAsync(sender, isConnected, "nobody"));
        await MustBeRefusedAsync(() => SendAsync(sender, isConnected, "nobody"));
    }

    [Fact]
    public async Task Send_WhenTheReceiversPathIsGone_ThenIsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var sender = await DatagramSocket.BindAsync(Address.Parse("unix-dgram:" + folder["sender"]));
        var nobody = new DatagramPeer(folder["nobody"]);
        var failure = await MustBeRefusedAsync(() => sender.SendTextToAsync("x", nobody));
        Assert.Equal("ENOENT", failure.ErrorName);
        Assert.Contains(folder["nobody"], failure.Message, StringComparison.Ordinal);
        var missing = await MustBeRefusedAsync(
            () => DatagramSocket.ConnectAsync(Address.Parse("unix-dgram:" + folder["nobody"])).Soon());
        Assert.Equal("ENOENT", missing.ErrorName);
    }

    [Fact]
    public async Task Send_WhenAnotherPeerIsFull_ThenTheOthersAreNotHeldUp()
    {
        await using var full = await BindAsync();
        await using var other = await DatagramSocket.BindAsync(Address.Parse($"{_address}-other"));
        await using var sender = await SenderAsync(isConnected: false);
        await FillAsync(sender, isConnected: false);
        var waiting = SendAsync(sender, false, "waits");
        await sender.SendTextToAsync("passes", new DatagramPeer(other.LocalEnds[0].Name!));
        Assert.Equal("passes", await other.ReceiveTextAsync());
        Assert.False(waiting.IsCompleted);
        await full.ReceiveTextAsync();
        await waiting;
    }

    private static async Task<SoqueteException> MustBeRefusedAsync(Func<Task> send)
    {
        var failure = await Assert.ThrowsAsync<SoqueteException>(send);
        Assert.Equal(FailureKind.Refused, failure.Kind);
        return failure;
    }

    /// <summary>Sends until the receiver has no more room.</summary>
    /// <returns>How many it has.</returns>
    private async Task<int> FillAsync(DatagramSocket sender, bool isConnected)
    {
        using var batch = new DatagramBatch();
        batch.TryAdd("fill"u8, PeerOf(sender, isConnected) ?? default);
        var sent = 0;
        while (sender.TrySend(batch) == 1)
        {
            sent++;
            await Task.Yield();
        }

        Assert.InRange(sent, 1, 10_000);
        return sent;
    }

    /// <summary>Waits until the sender gets no further.</summary>
    private static async Task FullAsync(DatagramSocket sender)
    {
        var before = -1L;
        await Eventually.HoldsAsync(async () =>
        {
            await Task.Delay(50);
            return sender.DatagramsSent > 0
                && Interlocked.Exchange(ref before, sender.DatagramsSent) == sender.DatagramsSent;
        });
    }

    private Task SendAsync(DatagramSocket sender, bool isConnected, string text) =>
        PeerOf(sender, isConnected) is { } peer ? sender.SendTextToAsync(text, peer) : sender.SendTextAsync(text);

    private DatagramPeer? PeerOf(DatagramSocket sender, bool isConnected) =>
        isConnected || sender.Peer is not null ? null : new DatagramPeer(_address["unix-dgram:".Length..]);

    private Task<DatagramSocket> BindAsync() => DatagramSocket.BindAsync(Address.Parse(_address)).Soon();

    private Task<DatagramSocket> SenderAsync(bool isConnected) => isConnected
        ? DatagramSocket.ConnectAsync(Address.Parse(_address)).Soon()
        : DatagramSocket.BindAsync(Address.Parse($"unix-dgram:@soquete-{Guid.NewGuid():N}")).Soon();
}
