using System.Net.Sockets;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Tests.Interop;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines;

/// <summary>Waits for sockets to be ready, on real ones.</summary>
public class ReadinessTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Wait_WhenThereIsSomethingToReceive_ThenCompletesOnceAndWaitsAgain()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        for (var round = 0; round < 1_000; round++)
        {
            var wait = watched.WaitToReceiveAsync(default).AsTask();
            Assert.False(wait.IsCompleted);
            Send(pair.Second);
            Assert.Equal(Errno.None, await wait.Soon());
            Receive(pair.First);
        }
    }

    [Fact]
    public async Task Wait_WhenBothDirectionsAreArmed_ThenEachHasItsOwn()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        for (var round = 0; round < 200; round++)
        {
            var receiving = watched.WaitToReceiveAsync(default).AsTask();
            Assert.Equal(Errno.None, await watched.WaitToSendAsync(default).Soon());
            Assert.False(receiving.IsCompleted);
            Fill(pair.First);
            var sending = watched.WaitToSendAsync(default).AsTask();
            Send(pair.Second);
            Assert.Equal(Errno.None, await receiving.Soon());
            Assert.False(sending.IsCompleted);
            Receive(pair.First);
            Drain(pair.Second);
            Assert.Equal(Errno.None, await sending.Soon());
        }
    }

    [Fact]
    public async Task Wait_WhenThePeerCloses_ThenBothDirectionsEnd()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        Fill(pair.First);
        var receiving = watched.WaitToReceiveAsync(default).AsTask();
        var sending = watched.WaitToSendAsync(default).AsTask();
        pair.Second.Dispose();
        Assert.Equal(Errno.None, await receiving.Soon());
        Assert.Equal(Errno.None, await sending.Soon());
    }

    [Fact]
    public async Task Wait_WhenItIsTheSecondInADirection_ThenThrowsAndTheFirstGoesOn()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        var first = watched.WaitToReceiveAsync(default).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await watched.WaitToReceiveAsync(default));
        Send(pair.Second);
        Assert.Equal(Errno.None, await first.Soon());
    }

    [Fact]
    public async Task Wait_WhenItIsCancelled_ThenThrowsAndTheNextOneIsNotHarmed()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        using var cancelled = new CancellationTokenSource();
        var wait = watched.WaitToReceiveAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
        Assert.Equal(cancelled.Token, e.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await watched.WaitToReceiveAsync(cancelled.Token));
        var next = watched.WaitToReceiveAsync(default).AsTask();
        Assert.False(next.IsCompleted);
        Send(pair.Second);
        Assert.Equal(Errno.None, await next.Soon());
    }

    /// <summary>
    /// A wait is told of its own token alone, whenever the signal and the cancellation come. The signal of a wait that
    /// was cancelled may wake the next one in vain: being ready is a hint.
    /// </summary>
    [Fact]
    public async Task Wait_WhenCancellationAndSignalRace_ThenCompletesOnceAndAsItsOwn()
    {
        var random = SeededRandom.Create(output);
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        var (ready, cancelled) = (0, 0);
        var late = new List<CancellationTokenSource>();
        for (var round = 0; round < 5_000; round++)
        {
            var source = new CancellationTokenSource();
            late.Add(source);
            var (sends, cancels) = random.Pick((true, true), (true, false), (false, true));
            var racing = Task.WhenAll(
                Task.Run(() => { if (sends) { Send(pair.Second); } }),
                Task.Run(() => { if (cancels) { source.Cancel(); } }));
            try
            {
                Assert.Equal(Errno.None, await watched.WaitToReceiveAsync(source.Token).Soon());
                ready++;
            }
            catch (OperationCanceledException) when (source.IsCancellationRequested)
            {
                Assert.True(cancels);
                cancelled++;
            }

            await racing;
            Drain(pair.First);
            CancelOneOf(late, random);
        }

        output.WriteLine($"{ready} ready, {cancelled} cancelled");
        Assert.True(ready > 0 && cancelled > 0);
    }

    [Fact]
    public async Task Dispose_WhenWaitsAreUnderWay_ThenTheyEndAndTheSocketStaysOpen()
    {
        using var pair = new SocketPair();
        Fill(pair.First);
        for (var round = 0; round < 500; round++)
        {
            var watched = ReadinessLoop.Shared.Watch(pair.First);
            var receiving = watched.WaitToReceiveAsync(default).AsTask();
            var sending = watched.WaitToSendAsync(default).AsTask();
            watched.Dispose();
            watched.Dispose();
            Assert.Equal(Errno.ECANCELED, await receiving.Soon());
            Assert.Equal(Errno.ECANCELED, await sending.Soon());
            Assert.Equal(Errno.ECANCELED, await watched.WaitToReceiveAsync(default).Soon());
        }

        Assert.False(pair.First.IsClosed);
        Send(pair.Second);
        Receive(pair.First);
    }

    [Fact]
    public async Task Dispose_WhenItRacesWithTheWait_ThenTheWaitEnds()
    {
        using var pair = new SocketPair();
        for (var round = 0; round < 2_000; round++)
        {
            var watched = ReadinessLoop.Shared.Watch(pair.First);
            var disposing = Task.Run(watched.Dispose);
            Assert.Equal(Errno.ECANCELED, await watched.WaitToReceiveAsync(default).Soon());
            await disposing;
        }
    }

    /// <summary>The kernel gives the lowest free number, so each new socket has that of the one before.</summary>
    [Fact]
    public async Task Watch_WhenANumberIsUsedAgain_ThenNoSignalOfTheOldSocketMeetsTheNew()
    {
        var numbers = new HashSet<nint>();
        for (var round = 0; round < 1_000; round++)
        {
            using var pair = new SocketPair();
            numbers.Add(pair.First.DangerousGetHandle());
            var old = ReadinessLoop.Shared.Watch(pair.First);
            var abandoned = old.WaitToReceiveAsync(default).AsTask();
            Send(pair.Second);
            old.Dispose();
            pair.Dispose();
            using var next = new SocketPair();
            using var watched = ReadinessLoop.Shared.Watch(next.First);
            var wait = watched.WaitToReceiveAsync(default).AsTask();
            await abandoned.Soon();
            Assert.False(wait.IsCompleted);
            Send(next.Second);
            Assert.Equal(Errno.None, await wait.Soon());
        }

        Assert.True(numbers.Count < 1_000, "no number was used again");
    }

    [Fact]
    public async Task Watch_WhenTheSocketIsWatchedAlready_ThenSaysSo()
    {
        using var pair = new SocketPair();
        using var watched = ReadinessLoop.Shared.Watch(pair.First);
        var e = Assert.Throws<SoqueteException>(() => ReadinessLoop.Shared.Watch(pair.First));
        Assert.Equal("EEXIST", e.ErrorName);
        Send(pair.Second);
        Assert.Equal(Errno.None, await watched.WaitToReceiveAsync(default).Soon());
    }

    [Fact]
    public async Task Waits_WhenManySocketsAreWatched_ThenEachIsToldOfItsOwn()
    {
        var pairs = Enumerable.Range(0, 300).Select(_ => new SocketPair()).ToArray();
        var watched = pairs.Select(pair => ReadinessLoop.Shared.Watch(pair.First)).ToArray();
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 20; round++)
        {
            var waits = watched.Select(one => one.WaitToReceiveAsync(default).AsTask()).ToArray();
            var told = Enumerable.Range(0, pairs.Length).Where(_ => random.Coin()).ToHashSet();
            foreach (var i in told)
            {
                Send(pairs[i].Second);
            }

            await Task.WhenAll(told.Select(i => waits[i])).Soon();
            Assert.All(Enumerable.Range(0, waits.Length), i => Assert.Equal(told.Contains(i), waits[i].IsCompleted));
            foreach (var i in Enumerable.Range(0, pairs.Length).Except(told))
            {
                Send(pairs[i].Second);
            }

            await Task.WhenAll(waits).Soon();
            Array.ForEach(pairs, pair => Receive(pair.First));
        }

        Array.ForEach(watched, one => one.Dispose());
        Array.ForEach(pairs, pair => pair.Dispose());
    }

    /// <summary>A token that is cancelled when its wait is long over has nothing to say.</summary>
    private static void CancelOneOf(List<CancellationTokenSource> late, Random random)
    {
        if (late.Count > 10)
        {
            var at = random.Next(late.Count);
            late[at].Cancel();
            late.RemoveAt(at);
        }
    }

    private static void Send(SafeSocketHandle socket) =>
        Assert.Equal(Errno.None, NativeMessages.Send(socket, "x"u8, default, [], out _));

    private static void Receive(SafeSocketHandle socket) =>
        Assert.Equal(Errno.None, NativeMessages.Receive(socket, new byte[1], [], [], MessageFlags.None, out _));

    private static void Drain(SafeSocketHandle socket)
    {
        var room = new byte[65536];
        while (NativeMessages.Receive(socket, room, [], [], MessageFlags.None, out _) == Errno.None)
        {
        }
    }

    private static void Fill(SafeSocketHandle socket)
    {
        var bytes = new byte[4096];
        while (NativeMessages.Send(socket, bytes, default, [], out _) == Errno.None)
        {
        }
    }
}
