using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Impairments;
using Soquete.Tests.Support;

namespace Soquete.Tests.Impairments;

/// <summary>The link in the system's own time.</summary>
[Collection(AloneCollection.Name)]
public class ImpairedLinkThreadsTests
{
    [Fact]
    public async Task Submit_WhenByManyThreads_ThenEachEndsOnce()
    {
        const int Threads = 4, Each = 20_000;
        var ends = new ConcurrentDictionary<int, int>();
        var copies = 0;
        var inside = 0;
        await using var link = new ImpairedLink<int>(
            new Impairment
            {
                Loss = 0.1, Duplicate = 0.1, Reorder = 0.1, Delay = TimeSpan.FromMilliseconds(1),
                Jitter = TimeSpan.FromMilliseconds(1), Seed = 5,
            },
            async (number, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                var times = number < 0
                    ? Interlocked.Increment(ref copies)
                    : ends.AddOrUpdate(number, 1, (_, count) => count + 1);
                Assert.True(times > 0);
                if (number % 1_000 == 0)
                {
                    await Task.Yield();
                }

                Interlocked.Decrement(ref inside);
            },
            number => -number, number => ends.AddOrUpdate(number, 1, (_, count) => count + 1));
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 1; i <= Each; i++)
            {
                link.Submit((thread * Each) + i, 10);
            }
        }))).AtLast();
        await link.CompleteAsync().AtLast();
        Assert.Equal(Threads * Each, ends.Count);
        Assert.All(ends, end => Assert.Equal(1, end.Value));
        var counts = link.Counts;
        Assert.Equal(Threads * Each, counts.Received);
        Assert.Equal(copies, counts.Duplicated);
        Assert.Equal(counts.Received, counts.Delivered - counts.Duplicated + counts.Lost + counts.Overflowed);
    }

    [Fact]
    public async Task Dispose_WhenWhileOthersSubmit_ThenEachEndsOnce()
    {
        for (var round = 0; round < 50; round++)
        {
            var ended = 0;
            var link = new ImpairedLink<int>(
                new Impairment { Reorder = 0.5, Seed = round },
                (_, _) =>
                {
                    Interlocked.Increment(ref ended);
                    return ValueTask.CompletedTask;
                },
                number => number, _ => Interlocked.Increment(ref ended));
            var submitting = Task.Run(() =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    link.Submit(i, 1);
                }
            });
            await link.DisposeAsync().Soon();
            await submitting.Soon();
            Assert.Equal(2_000, ended);
        }
    }

    [Fact]
    public async Task Link_WhenWarm_ThenAllocatesNothing()
    {
        const int Rounds = 20_000;
        await using var link = new ImpairedLink<int>(
            new Impairment { Reorder = 0.1, Jitter = TimeSpan.FromTicks(100), Seed = 1 },
            (_, _) => ValueTask.CompletedTask, number => number, _ => { });
        await PlayAsync(link, Rounds);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await PlayAsync(link, Rounds);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Rounds;
        Assert.InRange(each, 0, 16);
    }

    private static Task PlayAsync(ImpairedLink<int> link, int rounds) => Task.Run(async () =>
    {
        for (var i = 0; i < rounds; i++)
        {
            link.Submit(i, 1);
            if (i % 100 == 0)
            {
                await Task.Yield();
            }
        }
    }).AtLast();
}
