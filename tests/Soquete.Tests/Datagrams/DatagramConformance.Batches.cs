using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>
/// Batches: the same datagrams with fewer calls, whether the kernel joins and parts them or not. A unix receiver that
/// does not read has room for ten of them (net.unix.max_dgram_qlen), so who sends more is not awaited first.
/// </content>
public abstract partial class DatagramConformance
{
    private string Offload(bool isOn) => isOn || _scheme.IsUnix ? "" : ",offload=off";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_WhenSentAndReceived_ThenKeepsTheOrderAndEachBoundary(bool offload)
    {
        await using var pair = await PairAsync(Offload(offload), Offload(offload));
        using var sent = new DatagramBatch();
        using var received = new DatagramBatch();
        // Of one length, longer, shorter, empty, twice empty, and of one length again.
        int[] lengths = [.. Enumerable.Repeat(100, 20), 101, 99, 99, 0, 0, 1, 1, .. Enumerable.Repeat(100, 5), 50, 100];
        for (var i = 0; i < lengths.Length; i++)
        {
            Assert.True(sent.TryAdd(Numbered(i, lengths[i])));
        }

        Assert.Equal((lengths.Length, lengths.Sum()), (sent.Count, sent.Bytes));
        var sending = pair.Connected.SendAsync(sent).Soon();
        var arrived = await pair.Bound.ReceiveManyAsync(received, lengths.Length);
        await sending;
        Assert.Equal(lengths, arrived.Select(datagram => datagram.Length));
        Assert.All(arrived, (datagram, i) => Assert.Equal(Numbered(i, lengths[i]), datagram));
        Assert.Equal((lengths.Length, lengths.Sum()), (pair.Connected.DatagramsSent, pair.Connected.BytesSent));
        Assert.Equal((lengths.Length, lengths.Sum()), (pair.Bound.DatagramsReceived, pair.Bound.BytesReceived));
        Assert.Equal(lengths.Length, sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_WhenItGoesToManyPeers_ThenEachGetsItsOwnInOrder(bool offload)
    {
        await using var hub = await BindAsync(Offload(offload));
        using var batch = new DatagramBatch();
        var peers = new List<DatagramSocket>();
        for (var i = 0; i < 3; i++)
        {
            peers.Add(await ConnectAsync(hub));
        }

        // Runs of one peer, which may be joined, and changes from each to the next.
        int[] order = [0, 0, 0, 1, 2, 2, 0, 1, 1, 1, 1, 2];
        for (var i = 0; i < order.Length; i++)
        {
            Assert.True(batch.TryAdd(Numbered(i, 20), PeerOf(peers[order[i]])));
        }

        await hub.SendAsync(batch).Soon();
        var buffer = new byte[100];
        for (var i = 0; i < order.Length; i++)
        {
            var datagram = await peers[order[i]].ReceiveAsync(buffer).Soon();
            Assert.Equal(Numbered(i, 20), buffer[..datagram.Count]);
        }

        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_WhenItWasReceived_ThenItCanBeSentBack(bool offload)
    {
        await using var hub = await BindAsync(Offload(offload));
        await using var first = await ConnectAsync(hub, Offload(offload));
        await using var second = await ConnectAsync(hub, Offload(offload));
        using var asked = new DatagramBatch();
        for (var i = 0; i < 10; i++)
        {
            asked.TryAdd(Numbered(i, i < 8 ? 200 : 30));
        }

        var echoing = EchoBatchesAsync(hub, 20);
        foreach (var peer in new[] { first, second })
        {
            await peer.SendAsync(asked).Soon();
        }

        using var batch = new DatagramBatch();
        foreach (var peer in new[] { first, second })
        {
            var answers = await peer.ReceiveManyAsync(batch, 10);
            Assert.All(answers, (answer, i) => Assert.Equal(Numbered(i, i < 8 ? 200 : 30), answer));
        }

        await echoing.Soon();
    }

    private static async Task EchoBatchesAsync(DatagramSocket hub, int datagrams)
    {
        using var batch = new DatagramBatch();
        for (var echoed = 0; echoed < datagrams; echoed += batch.Count)
        {
            await hub.ReceiveAsync(batch);
            await hub.SendAsync(batch);
        }
    }

    [Fact]
    public async Task Batch_WhenEntriesAreLookedAt_ThenEachHasItsSourceAndDetails()
    {
        await using var hub = await BindAsync();
        await using var first = await ConnectAsync(hub);
        await using var second = await ConnectAsync(hub);
        using var batch = new DatagramBatch();
        await first.SendTextAsync("one");
        await second.SendTextAsync("two!");
        for (var seen = 0; seen < 2;)
        {
            await hub.ReceiveAsync(batch).Soon();
            foreach (var entry in batch)
            {
                var peer = seen++ == 0 ? first : second;
                Assert.Equal(peer.LocalEnds[0], entry.Peer.End);
                var details = entry.Details;
                Assert.Equal(entry.Peer, details.Source);
                Assert.Equal((entry.Bytes.Length, entry.Bytes.Length), (details.Count, details.Length));
                Assert.Equal(_scheme.IsUnix ? null : peer.Peer!.Value.End.Address, details.LocalAddress);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Receive_WhenSinglesAndBatchesOfAnySizeTakeTurns_ThenNoneIsLostOrOutOfOrder(bool offload)
    {
        await using var pair = await PairAsync(Offload(offload), Offload(offload));
        using var sent = new DatagramBatch();
        using var large = new DatagramBatch(slots: 2);
        using var small = new DatagramBatch(slots: 3, slotBytes: 200);
        for (var i = 0; i < 60; i++)
        {
            sent.TryAdd(Numbered(i, i % 20 == 19 ? 7 : 150));
        }

        // The first batch tells the kernel to join; what follows is joined, whatever it is received with.
        await pair.Connected.SendTextAsync("begin");
        await pair.Bound.ReceiveAsync(large).Soon();
        var sending = pair.Connected.SendAsync(sent).Soon();
        var received = new List<byte[]>();
        var buffer = new byte[200];
        for (var turn = 0; received.Count < 60; turn++)
        {
            if (turn % 3 == 0)
            {
                var datagram = await pair.Bound.ReceiveAsync(buffer).Soon();
                Assert.Equal(datagram.Count, datagram.Length);
                received.Add(buffer[..datagram.Count]);
                continue;
            }

            received.AddRange(await pair.Bound.ReceiveManyAsync(turn % 3 == 1 ? small : large, 1));
        }

        await sending;
        Assert.All(received, (datagram, i) => Assert.Equal(Numbered(i, i % 20 == 19 ? 7 : 150), datagram));
        Assert.Equal(61, pair.Bound.DatagramsReceived);
    }

    [Fact]
    public async Task TrySendAndTryReceive_WhenNothingIsThere_ThenTheyDoNotWait()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch(slots: 2);
        Assert.False(pair.Bound.TryReceive(batch));
        Assert.Equal(0, pair.Connected.TrySend(batch));
        Assert.True(batch.TryAdd("one"u8));
        Assert.True(batch.TryAdd("three"u8));
        Assert.False(batch.TryAdd("seventeen"u8));
        Assert.Equal(2, pair.Connected.TrySend(batch));
        await Eventually.HoldsAsync(() => pair.Bound.TryReceive(batch));
        Assert.Equal("one", batch.Texts()[0]);
        batch.Clear();
        Assert.Equal((0, 0L), (batch.Count, batch.Bytes));
        Assert.Empty(batch.Texts());
    }

    [Fact]
    public async Task Batch_WhenADatagramIsTooLong_ThenWhatStoodBeforeItIsSent()
    {
        await using var pair = await PairAsync("", _scheme.IsUnix ? ",send-buffer=4k" : "");
        using var batch = new DatagramBatch(slots: 4, slotBytes: 1 << 20);
        Assert.Throws<ArgumentException>(() => batch.TryAdd(new byte[(1 << 20) + 1]));
        batch.TryAdd("before"u8);
        batch.TryAdd(new byte[70_000]);
        batch.TryAdd("behind"u8);
        await Assert.ThrowsAsync<MessageTooLongException>(() => pair.Connected.SendAsync(batch).Soon());
        Assert.Equal("before", await pair.Bound.ReceiveTextAsync());
        Assert.Equal(1, pair.Connected.DatagramsSent);
    }

    [Fact]
    public async Task Batch_WhenASlotIsFull_ThenTheNextOneIsTaken()
    {
        await using var pair = await PairAsync();
        using var batch = new DatagramBatch(slots: 3, slotBytes: 1000);
        var added = 0;
        while (batch.TryAdd(Numbered(added, 400)))
        {
            added++;
        }

        Assert.Equal(6, added);
        await pair.Connected.SendAsync(batch).Soon();
        var arrived = await pair.Bound.ReceiveManyAsync(batch, added);
        Assert.All(arrived, (datagram, i) => Assert.Equal(Numbered(i, 400), datagram));
    }

    /// <summary>Bytes that tell which datagram they are.</summary>
    private static byte[] Numbered(int number, int length)
    {
        var bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return bytes;
    }
}
