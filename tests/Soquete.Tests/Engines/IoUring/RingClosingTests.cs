using System.Net;
using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Tests.Streams.Connecting;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Closed by somebody else, at any moment: whatever is pending ends, once.</summary>
/// <remarks>Alone, since a child that is being started by another test has every descriptor for a moment.</remarks>
[Collection(AloneCollection.Name)]
public class RingClosingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("inline", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("usual", "unix")]
    [InlineData("one-buffer", "unix")]
    public async Task Close_WhenReceivesAndSendsAreUnderWay_ThenEachEnds(string kind, string scheme)
    {
        var random = SeededRandom.Create(output);
        var payload = new byte[1024 * 1024];
        await using var engine = RingEngines.Start(kind);
        for (var i = 0; i < 40; i++)
        {
            var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme));
            var receiving = pair.Client.ReceiveAsync(new byte[10]).AsTask();
            var sending = SendUntilItFailsAsync(pair.Client, payload);
            await Task.WhenAll(Closing(pair.Client, random), Closing(pair.Client, random)).Soon();
            await Assert.ThrowsAsync<ObjectDisposedException>(receiving.Soon);
            Assert.True(await sending.Soon() is ObjectDisposedException or SoqueteException);
            await pair.DisposeAsync();
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("inline", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("one-buffer", "unix")]
    public async Task Dispose_WhenTheEngineHasWork_ThenEverythingPendingEnds(string kind, string scheme)
    {
        const int Pairs = 20;
        var engine = RingEngines.Start(kind);
        var pairs = new List<ConnectionPair>();
        var pending = new List<Task>();
        var payload = new byte[1024 * 1024];
        for (var i = 0; i < Pairs; i++)
        {
            var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme));
            pairs.Add(pair);
            pending.Add(pair.Listener.AcceptAsync().AsTask());
            pending.Add(pair.Server.ReceiveAsync(i % 2 == 0 ? new byte[10] : []).AsTask());
            pending.Add(SendUntilItFailsAsync(pair.Server, payload));
            pending.Add(i % 3 == 0 ? pair.Client.EchoAsync() : pair.Client.ReceiveAsync(new byte[1]).AsTask());
        }

        await engine.DisposeAsync().Soon();
        var ended = Task.WhenAll(pending);
        await Record.ExceptionAsync(ended.Soon);
        Assert.True(ended.IsCompleted, $"{pending.Count(task => !task.IsCompleted)} of {pending.Count} did not end");
        foreach (var pair in pairs)
        {
            // Whatever is asked of it from now on fails and does not wait.
            await Assert.ThrowsAnyAsync<Exception>(() => pair.Listener.AcceptAsync().Soon());
            await Assert.ThrowsAnyAsync<Exception>(() => SendUntilItThrowsAsync(pair.Client, payload).Soon());
            await pair.DisposeAsync().Soon();
        }

        Assert.All(
            RingEngines.Rings(engine),
            ring => Assert.Equal((0, 0), (ring.ConnectionCount, ring.OperationCount)));
        await Assert.ThrowsAnyAsync<Exception>(() => RingEngines.PairAsync(engine, "tcp4:0"));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("small")]
    public async Task Dispose_WhenConnectsAreUnderWay_ThenEachEnds(string kind)
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.Loopback);
        for (var round = 0; round < 10; round++)
        {
            var engine = RingEngines.Start(kind);
            var options = new ConnectionOptions { Engine = engine };
            var connecting = Enumerable.Range(0, 20).Select(number => Task.Run(() => StreamConnection.ConnectAsync(
                Address.Parse($"tcp4:{hole.End.Port}"), options).AsTask())).ToList();
            if (round % 2 == 0)
            {
                await Eventually.HoldsAsync(() => RingEngines.Rings(engine).Sum(ring => ring.OperationCount) > 20);
            }

            await engine.DisposeAsync().Soon();
            var failures = await Task.WhenAll(connecting.Select(task => Record.ExceptionAsync(task.Soon))).Soon();
            Assert.All(failures, e => Assert.IsAssignableFrom<SoqueteException>(e));
            Assert.All(RingEngines.Rings(engine), ring => Assert.Equal(0, ring.OperationCount));
        }
    }

    /// <summary>A thread in poll(2) has the open socket, and would keep it open (close(2), "Multithreaded").</summary>
    [Theory]
    [InlineData("tcp")]
    [InlineData("unix")]
    public async Task Close_WhenAThreadPolls_ThenItIsWokenAndThePeerSeesTheEnd(string scheme)
    {
        var random = SeededRandom.Create(output);
        await using var engine = RingEngines.Start("usual");
        using var never = new EventDescriptor();
        for (var i = 0; i < 100; i++)
        {
            await using var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme));
            var transport = pair.Server.Transport;
            var inside = new TaskCompletionSource();
            var polling = Task.Run(() =>
            {
                Assert.True(transport.TryEnter());
                inside.SetResult();
                // Closed already, where the thread was slow.
                _ = Record.Exception(() => Readiness.Wait(transport.InputHandle!, PollDescriptor.In, null, never));
                transport.Leave();
            });
            await inside.Task.Soon();
            Thread.SpinWait(random.Next(2000));
            await pair.Server.DisposeAsync();
            await polling.Soon();
            Assert.Equal(0, await pair.Client.ReceiveAsync(new byte[1]).Soon());
            Assert.False(transport.TryEnter());
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("usual", "unix")]
    public async Task Listen_WhenAListenerWasClosedUnderLoad_ThenItsNameIsFreeAtOnce(string kind, string scheme)
    {
        await using var engine = RingEngines.Start(kind);
        var text = RingEngines.AddressOf(scheme);
        using var stop = new CancellationTokenSource();
        var knocking = Task.CompletedTask;
        try
        {
            for (var round = 0; round < 20; round++)
            {
                var listener = await StreamListener.ListenAsync(Address.Parse(text), engine, CancellationToken.None);
                text = listener.Address.ToString();
                if (round == 0)
                {
                    knocking = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KnockAsync(engine, text, stop.Token)));
                }

                for (var i = 0; i < 5; i++)
                {
                    await using var peer = await listener.AcceptAsync().Soon();
                }

                var accepting = listener.AcceptAsync().AsTask();
                await listener.DisposeAsync().Soon();
                var late = await Record.ExceptionAsync(accepting.Soon);
                Assert.True(late is null or ObjectDisposedException, $"{late}");
                if (late is null)
                {
                    await (await accepting).DisposeAsync();
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        await knocking.Soon();
        await RingEngines.QuietAsync(engine);
    }

    private static async Task KnockAsync(Engine engine, string address, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var peer = await StreamConnection.ConnectAsync(
                    Address.Parse(address), new() { Engine = engine }, stop);
                await peer.ReceiveAsync(new byte[1], stop);
            }
            catch (Exception e) when (e is SoqueteException or OperationCanceledException)
            {
                // Nobody listens for a moment, or the listener was closed with this peer in its queue.
            }
        }
    }

    private static Task Closing(StreamConnection connection, Random random)
    {
        var (aborts, spins) = (random.Coin(), random.Next(2000));
        return Task.Run(async () =>
        {
            Thread.SpinWait(spins);
            if (aborts)
            {
                connection.Abort();
            }
            else
            {
                await connection.DisposeAsync();
            }
        });
    }

    private static async Task<Exception?> SendUntilItFailsAsync(StreamConnection connection, byte[] payload) =>
        await Record.ExceptionAsync(() => SendUntilItThrowsAsync(connection, payload));

    private static async Task SendUntilItThrowsAsync(StreamConnection connection, byte[] payload)
    {
        while (true)
        {
            await connection.SendAsync(payload);
        }
    }
}
