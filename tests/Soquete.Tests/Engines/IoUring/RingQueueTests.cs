using Soquete.Engines;
using Soquete.Engines.IoUring;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

public class RingQueueTests
{
    private const int Threads = 8;
    private const int Each = 2000;

    [Fact]
    public void AttendToAll_WhenOneThreadPushed_ThenAttendsInItsOrder()
    {
        var order = new List<int>();
        var firsts = 0;
        var queue = new RingClient.Queue { OnFirst = () => firsts++ };
        Assert.True(queue.IsEmpty);
        queue.AttendToAll();
        foreach (var number in Enumerable.Range(0, 100))
        {
            queue.Push(new SilentClient { OnAttended = () => order.Add(number) });
        }

        Assert.False(queue.IsEmpty);
        queue.AttendToAll();
        Assert.Equal(Enumerable.Range(0, 100), order);
        Assert.Equal((1, true), (firsts, queue.IsEmpty));
        queue.AttendToAll();
        Assert.Equal(100, order.Count);
    }

    [Fact]
    public async Task AttendToAll_WhenManyThreadsPush_ThenEachIsAttendedOnceAndInItsThreadsOrder()
    {
        var seen = new List<(int Thread, int Number)>();
        var firsts = 0;
        var queue = new RingClient.Queue { OnFirst = () => Interlocked.Increment(ref firsts) };
        var pushing = Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var number = i;
                queue.Push(new SilentClient { OnAttended = () => seen.Add((thread, number)) });
            }
        })));
        var turns = 0;
        while (!pushing.IsCompleted || !queue.IsEmpty)
        {
            var before = seen.Count;
            queue.AttendToAll();
            turns += seen.Count > before ? 1 : 0;
        }

        await pushing;
        Assert.Equal(Threads * Each, seen.Count);
        Assert.All(
            seen.GroupBy(one => one.Thread),
            one => Assert.Equal(Enumerable.Range(0, Each), one.Select(pair => pair.Number)));
        // The first of each batch tells of it, and nobody else does.
        Assert.Equal(turns, firsts);
    }

    [Fact]
    public async Task RequestAttention_WhenManyThreadsAskForTheSameClients_ThenNoWishIsLost()
    {
        await using var engine = RingEngines.Start(new EngineOptions { Threads = 1 });
        var loop = RingEngines.Rings(engine)[0];
        var wanted = new int[16];
        var seen = new int[16];
        var clients = Enumerable.Range(0, wanted.Length).Select(index => new SilentClient(loop)
        {
            OnAttended = () => Volatile.Write(ref seen[index], Volatile.Read(ref wanted[index])),
        }).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (var i = 0; i < Each; i++)
            {
                var index = random.Next(wanted.Length);
                Interlocked.Increment(ref wanted[index]);
                clients[index].Ask();
            }
        }))).Soon();
        Assert.Equal(Threads * Each, wanted.Sum());
        await Eventually.HoldsAsync(() => wanted.SequenceEqual(seen));
        Assert.All(clients, client => Assert.InRange(client.Attended, 1, Threads * Each));
    }

    [Fact]
    public async Task RequestAttention_WhenTheRingHasEnded_ThenTheClientIsToldEachTime()
    {
        var engine = RingEngines.Start(new EngineOptions { Threads = 1 });
        var client = new SilentClient(RingEngines.Rings(engine)[0]);
        await engine.DisposeAsync().Soon();
        client.Ask();
        client.Ask();
        Assert.Equal(2, client.Told);
    }

    [Fact]
    public async Task Stop_WhenThreadsAskMeanwhile_ThenEachIsAttendedOrTold()
    {
        for (var round = 0; round < 20; round++)
        {
            var engine = RingEngines.Start(new EngineOptions { Threads = 1 });
            var loop = RingEngines.Rings(engine)[0];
            using var begun = new CountdownEvent(2);
            var asking = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                begun.Signal();
                var clients = new List<SilentClient>();
                while (!loop.HasEnded || clients.Count == 0)
                {
                    clients.Add(new SilentClient(loop));
                    clients[^1].Ask();
                }

                return clients;
            })).ToArray();
            Assert.True(begun.Wait(Limits.Event));
            await engine.DisposeAsync().Soon();
            var all = (await Task.WhenAll(asking).Soon()).SelectMany(clients => clients);
            Assert.All(all, client => Assert.True(client.Attended + client.Told > 0));
        }
    }
}
