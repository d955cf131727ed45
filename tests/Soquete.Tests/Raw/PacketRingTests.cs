using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;
using Soquete.Wire.Link;
using Xunit.Abstractions;

namespace Soquete.Tests.Raw;

/// <summary>Frames that are looked at in a ring.</summary>
public class PacketRingTests(ITestOutputHelper output)
{
    private static readonly PacketRingOptions Small = new()
    {
        BlockBytes = PacketRingOptions.BlockUnit, Blocks = 3, Timeout = TimeSpan.FromMilliseconds(1),
    };

    [RootFact]
    public async Task Frames_WhenTheRingIsGoneRoundManyTimes_ThenEachComesOnceInOrderAndWhole()
    {
        const int Count = 20_000;
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small with { Blocks = 16 });
        var random = SeededRandom.Create(output);
        var next = 0;
        long last = 0;
        for (var sent = 0; sent < Count;)
        {
            // Read all the while, so that none is dropped.
            var burst = Math.Min(random.Next(1, 60), Count - sent);
            for (var i = 0; i < burst; i++)
            {
                sender.Send(PacketTestFrame.Of(sent++, random.Next(18, 1000)));
                Check(ring, ref next, ref last);
            }

            while (next < sent)
            {
                Assert.True(ring.Wait(Limits.Event), $"{next} of {sent}; {ring.Statistics}");
                Check(ring, ref next, ref last);
            }
        }

        Assert.Equal(new PacketStatistics(Count, 0, 0), ring.Statistics);
    }

    private static void Check(PacketRing ring, ref int next, ref long last)
    {
        while (ring.TryRead(out var block))
        {
            using (block)
            {
                foreach (var frame in block)
                {
                    var number = PacketTestFrame.NumberOf(frame.Bytes);
                    Assert.True(number == next, $"{number} after {next - 1}; {ring.Statistics}");
                    Assert.Equal(PacketTestFrame.Of(next++, frame.Bytes.Length), frame.Bytes);
                    Assert.Equal((frame.Bytes.Length, false), (frame.OriginalLength, frame.IsTruncated));
                    Assert.True(frame.Timestamp >= last);
                    last = frame.Timestamp;
                }
            }
        }
    }

    [RootFact]
    public async Task Frames_WhenNobodyReads_ThenThoseThatAreDroppedAreCounted()
    {
        const int Count = 1_000;
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small with { Blocks = 2 });
        await using var socket = await pair.Right.OpenAsync(PacketTestFrame.Only + ",receive-buffer=8k");
        for (var i = 0; i < Count; i++)
        {
            sender.Send(PacketTestFrame.Of(i, 1000));
        }

        await Eventually.HoldsAsync(() => ring.Statistics is var told && told.Received + told.Dropped == Count);
        await Eventually.HoldsAsync(() => socket.Statistics is var told && told.Received + told.Dropped == Count);
        var counted = ring.Statistics;
        Assert.InRange(counted.Received, 1, 2 * PacketRingOptions.BlockUnit / 1000);
        Assert.True(counted.Freezes > 0, counted.ToString());
        Assert.InRange(socket.Statistics.Received, 1, Count / 2);
        var seen = await ring.ReadAsync((int)counted.Received);
        // The kernel may drop one while it goes from a block to the next, and take another after it.
        var numbers = seen.ConvertAll(frame => PacketTestFrame.NumberOf(frame.Bytes));
        Assert.Equal(numbers.Distinct().Order(), numbers);
        // The counts go on although the kernel begins anew with each look.
        sender.Send(PacketTestFrame.Of(Count));
        Assert.Equal(Count, PacketTestFrame.NumberOf((await ring.ReadAsync(1))[0].Bytes));
        Assert.Equal(counted with { Received = counted.Received + 1 }, ring.Statistics);
    }

    [RootFact]
    public async Task Filter_WhenAttachedLater_ThenWhatIsInTheRingHasToPassItToo()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        // Room for each in a block of its own, if the sender is held up between them.
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small with { Blocks = 100 });
        for (var i = 0; i < 50; i++)
        {
            sender.Send(PacketTestFrame.Of(i));
        }

        await Eventually.HoldsAsync(() => ring.Statistics.Received == 50);
        ring.Attach(PacketFilter.Parse("ether[17] & 1 = 1").Compile(LinkType.Ethernet));
        for (var i = 50; i < 100; i++)
        {
            sender.Send(PacketTestFrame.Of(i));
        }

        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => (2 * i) + 1),
            (await ring.ReadAsync(50)).Select(seen => PacketTestFrame.NumberOf(seen.Bytes)));
        ring.Detach();
        sender.Send(PacketTestFrame.Of(200));
        Assert.Equal(200, PacketTestFrame.NumberOf((await ring.ReadAsync(1))[0].Bytes));
    }

    [RootFact]
    public async Task Frames_WhenCutByTheSnapLength_ThenSayHowLongTheyWere()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only + ",snap-length=40");
        await using var any = await pair.Right.OpenRingAsync(PacketTestFrame.Only + ",snap-length=40", on: "any");
        sender.Send(PacketTestFrame.Of(1, 1000));
        var seen = (await ring.ReadAsync(1))[0];
        Assert.Equal(PacketTestFrame.Of(1, 1000)[..40], seen.Bytes);
        Assert.Equal(1000, seen.OriginalLength);
        var cooked = (await any.ReadAsync(1))[0];
        Assert.Equal(PacketTestFrame.Of(1, 1000)[14..34], cooked.Bytes[CookedView.Sll2Length..]);
        Assert.Equal(1000 - 14 + CookedView.Sll2Length, cooked.OriginalLength);
    }

    [RootFact]
    public async Task Block_WhenTheRingIsClosedMeanwhile_ThenStaysGoodUntilItIsGivenBack()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small);
        sender.Send(PacketTestFrame.Of(1));
        await ring.WaitAsync().Soon();
        Assert.True(ring.TryRead(out var block));
        var frames = block.GetEnumerator();
        Assert.True(frames.MoveNext());
        // It has nothing to wait for.
        Assert.True(ring.DisposeAsync().AsTask().IsCompleted);
        Assert.Equal(PacketTestFrame.Of(1), frames.Current.Bytes);
        block.Dispose();
        block.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { ring.TryRead(out _); });
    }

    [RootFact]
    public async Task Block_WhenTheOneBeforeWasNotGivenBack_ThenIsRefused()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small);
        Assert.False(ring.TryRead(out var none));
        Assert.Equal(0, none.Count);
        foreach (var frame in none)
        {
            Assert.Fail($"a frame of {frame.OriginalLength} bytes");
        }

        sender.Send(PacketTestFrame.Of(1));
        await ring.WaitAsync().Soon();
        Assert.True(ring.TryRead(out var block));
        Assert.Equal(1, block.Count);
        Assert.Throws<InvalidOperationException>(() => { ring.TryRead(out _); });
        foreach (var frame in block)
        {
            Assert.Equal(PacketTestFrame.Of(1), frame.Bytes);
        }

        // A second look finds the same, also where something was put back the first time.
        foreach (var frame in block)
        {
            Assert.Equal(PacketTestFrame.Of(1), frame.Bytes);
        }

        block.Dispose();
        Assert.False(ring.TryRead(out _));
    }

    [RootFact]
    public async Task Wait_WhenTheTimeIsOver_ThenSaysSo()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only, Small);
        Assert.False(ring.Wait(TimeSpan.FromMilliseconds(5)));
        Assert.False(ring.Wait(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(PacketRingOptions.BlockUnit + 4096)]
    [InlineData(int.MinValue)]
    public void Options_WhenTheBlockIsNoMultiple_ThenAreRefused(int bytes)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacketRingOptions { BlockBytes = bytes });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacketRingOptions { Blocks = Math.Min(bytes, 1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PacketRingOptions { Timeout = TimeSpan.Zero });
    }

    [RootFact]
    public async Task Ring_WhenItIsTooLarge_ThenIsRefused()
    {
        var options = new PacketRingOptions { Blocks = 1 << 20 };
        await Assert.ThrowsAsync<ArgumentException>(
            () => PacketRing.OpenAsync(Soquete.Addresses.Address.Parse("packet:lo"), options).AsTask());
    }
}
