using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Xunit.Abstractions;

namespace Soquete.Tests.Raw;

/// <summary>What packet sockets and rings cost: no allocation for a frame, and nothing that stays.</summary>
[Collection(AloneCollection.Name)]
public class PacketCostTests(ITestOutputHelper output)
{
    private const int Rounds = 100;

    private const int Burst = 50;

    /// <summary>Of the runtime's own, now and then, whatever runs.</summary>
    private const double MostBytes = 1;

    [RootFact]
    public async Task Frames_WhenTheLoopIsWarm_ThenAllocateNothing()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var socket = await pair.Right.OpenAsync(PacketTestFrame.Only + ",receive-buffer=1M");
        await using var ring = await pair.Right.OpenRingAsync(
            PacketTestFrame.Only, new PacketRingOptions { Timeout = TimeSpan.FromMilliseconds(1) });
        var bytes = await Task.Factory.StartNew(
            () =>
            {
                Play(sender, socket, ring);
                return Play(sender, socket, ring);
            },
            TaskCreationOptions.LongRunning).AtLast();
        output.WriteLine($"{bytes} bytes for {Rounds * Burst} frames, sent, received and read");
        Assert.InRange(bytes / (double)(Rounds * Burst), 0, MostBytes);
    }

    [RootFact]
    public async Task Sockets_WhenOpenedAndClosedManyTimes_ThenNothingStays()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await OpenAndCloseAsync(pair, sender);
        Assert.Equal(0, Mappings());
        var before = OpenDescriptors.Count();
        for (var i = 0; i < 25; i++)
        {
            await OpenAndCloseAsync(pair, sender);
        }

        // What tests before this one left to the finalizer may go meanwhile.
        Assert.InRange(OpenDescriptors.Count(), 0, before);
        Assert.Equal(0, Mappings());
    }

    /// <returns>How many bytes this thread allocated.</returns>
    private static long Play(PacketSocket sender, PacketSocket socket, PacketRing ring)
    {
        var frame = PacketTestFrame.Of(1, 500);
        var buffer = new byte[2000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var inRing = 0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < Burst; i++)
            {
                sender.Send(frame);
            }

            for (var i = 0; i < Burst; i++)
            {
                socket.Receive(buffer);
            }

            while (inRing < (round + 1) * Burst)
            {
                ring.Wait();
                inRing += Count(ring);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int Count(PacketRing ring)
    {
        var count = 0;
        while (ring.TryRead(out var block))
        {
            using (block)
            {
                foreach (var frame in block)
                {
                    count += frame.Bytes.Length == 500 && frame.Timestamp > 0 ? 1 : 0;
                }
            }
        }

        return count;
    }

    private static async Task OpenAndCloseAsync(VethPair pair, PacketSocket sender)
    {
        var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only + ",promiscuous");
        var socket = await pair.Right.OpenAsync(PacketTestFrame.Only + ",promiscuous");
        var blocking = Task.Factory.StartNew(() => ring.Wait(), TaskCreationOptions.LongRunning);
        var receiving = socket.ReceiveWholeAsync();
        sender.Send(PacketTestFrame.Of(1));
        await receiving;
        Assert.True(await blocking.Soon());
        Assert.Equal(1, Mappings());
        Assert.True(ring.TryRead(out var block));
        block.Dispose();
        var waiting = ring.WaitAsync().AsTask();
        await socket.DisposeAsync();
        await ring.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
    }

    /// <summary>How many rings are mapped into this process.</summary>
    private static int Mappings() =>
        File.ReadLines("/proc/self/maps").Count(line => line.Contains("socket:", StringComparison.Ordinal));
}
