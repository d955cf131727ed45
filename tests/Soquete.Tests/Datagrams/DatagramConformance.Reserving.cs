using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>Batches whose datagrams are written where they are sent from.</content>
public abstract partial class DatagramConformance
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_WhenItsRoomIsWritten_ThenKeepsTheOrderAndEachBoundary(bool offload)
    {
        await using var pair = await PairAsync(Offload(offload), Offload(offload));
        using var sent = new DatagramBatch();
        using var received = new DatagramBatch();
        // More than share a slot, shorter ones, of which one ends it, and longer.
        (int Bytes, int Count)[] runs = [(100, 70), (90, 3), (100, 1), (100, 4), (1000, 20), (1, 2)];
        var lengths = runs.SelectMany(run => Enumerable.Repeat(run.Bytes, run.Count)).ToArray();
        foreach (var run in runs)
        {
            Reserve(sent, run.Bytes, run.Count);
        }

        Assert.Equal((lengths.Length, lengths.Sum()), (sent.Count, sent.Bytes));
        Assert.Equal(lengths, LengthsIn(sent));
        var sending = pair.Connected.SendAsync(sent).Soon();
        var arrived = await pair.Bound.ReceiveManyAsync(received, lengths.Length);
        await sending;
        Assert.All(arrived, (datagram, i) => Assert.Equal(Numbered(i, lengths[i]), datagram));
    }

    [Fact]
    public void Batch_WhenRoomIsReserved_ThenTellsHowMuchThereIs()
    {
        using var batch = new DatagramBatch(slots: 2, slotBytes: 1000);
        Assert.Equal(10, batch.Reserve(100, 12, out var room));
        Assert.Equal(1000, room.Length);
        Assert.Equal(1, batch.Reserve(600, 2, out room));
        Assert.Equal(600, room.Length);
        // A shorter one shares the slot, and ends it.
        Assert.Equal(1, batch.Reserve(300, 2, out room));
        Assert.Equal(300, room.Length);
        Assert.Equal(0, batch.Reserve(1, 1, out room));
        Assert.True(room.IsEmpty);
        Assert.Throws<ArgumentException>(() => batch.Reserve(1001, 1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Reserve(0, 1, out _));
        Assert.Equal((12, 1900), (batch.Count, batch.Bytes));
    }

    private static void Reserve(DatagramBatch batch, int bytes, int count)
    {
        while (count > 0)
        {
            var first = batch.Count;
            var added = batch.Reserve(bytes, count, out var room);
            Assert.NotEqual(0, added);
            for (var i = 0; i < added; i++)
            {
                Numbered(first + i, bytes).CopyTo(room[(i * bytes)..]);
            }

            count -= added;
        }
    }

    private static int[] LengthsIn(DatagramBatch batch)
    {
        var lengths = new List<int>();
        foreach (var datagram in batch)
        {
            lengths.Add(datagram.Bytes.Length);
        }

        return [.. lengths];
    }
}
