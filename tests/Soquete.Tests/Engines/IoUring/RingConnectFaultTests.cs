using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Listeners and clients that are killed or give up between connect(2) and accept(2).</summary>
public class RingConnectFaultTests(ITestOutputHelper output)
{
    private const int Count = 20;

    /// <summary>The queue is full: SYN is sent and dropped, and the unix domain says EAGAIN again and again.</summary>
    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("inline", "unix")]
    public async Task Connect_WhenTheListenerIsKilledMeanwhile_ThenEachEnds(string kind, string scheme)
    {
        await using var engine = RingEngines.Start(kind);
        await using (var child = Child.Part("ring", "backlog", RingEngines.AddressOf(scheme) + ",backlog=1"))
        {
            var target = Address.Parse((await child.LineAsync("listening"))["listening ".Length..].Split(',')[0]);
            var connecting = Begin(engine, target, Count);
            await Eventually.HoldsAsync(() => connecting.Any(task => task.IsCompleted));
            child.Kill();
            var failures = await Task.WhenAll(connecting.Select(task => Record.ExceptionAsync(task.Soon)));
            Assert.Contains(failures, e => e is SoqueteException { Kind: FailureKind.Refused });
            Assert.All(failures, e => Assert.True(e is null or SoqueteException, $"{e}"));
            foreach (var task in connecting.Where(task => task.IsCompletedSuccessfully))
            {
                await using var connected = await task;
                await Record.ExceptionAsync(() => connected.ReceiveAsync(new byte[1]).Soon());
            }
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("usual", "unix")]
    public async Task Accept_WhenTheClientsInTheBacklogWereKilled_ThenEachEndsAndTheNextIsServed(
        string kind, string scheme)
    {
        await using var engine = RingEngines.Start(kind);
        await using (var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None))
        {
            await using (var child = Child.Part("ring", "crowd", $"{Count}", listener.Address.ToString()))
            {
                await child.LineAsync("there");
                child.Kill();
                await Record.ExceptionAsync(() => child.EndAsync(0));
            }

            await using var late = await RingEngines.ConnectAsync(engine, listener);
            await late.SendTextAsync("!");
            for (var isLate = false; !isLate;)
            {
                await using var peer = await listener.AcceptAsync().Soon();
                var byteOfPeer = new byte[1];
                var broken = await Record.ExceptionAsync(async () =>
                    isLate = await peer.ReceiveAsync(byteOfPeer).Soon() > 0);
                Assert.True(broken is null or PeerBrokeOffException, $"{broken}");
            }
        }

        await RingEngines.QuietAsync(engine);
    }

    /// <summary>Somebody accepts, so the cancel races with the connection.</summary>
    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("inline", "unix")]
    public async Task Connect_WhenItIsCancelledAsItSucceeds_ThenIsOneOfBothAndNothingIsLeft(string kind, string scheme)
    {
        var random = SeededRandom.Create(output);
        var connected = 0;
        await using var engine = RingEngines.Start(kind);
        await using (var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None))
        {
            using var stop = new CancellationTokenSource();
            var serving = new StreamServer(listener, (peer, _) => peer.EchoAsync()).RunAsync(stop.Token);
            for (var i = 0; i < 300; i++)
            {
                using var giveUp = new CancellationTokenSource();
                var connecting = Task.Run(() => RingEngines.ConnectAsync(engine, listener, giveUp.Token));
                Thread.SpinWait(random.Next(20_000));
                await giveUp.CancelAsync();
                var e = await Record.ExceptionAsync(connecting.Soon);
                Assert.True(e is null or OperationCanceledException, $"{e}");
                if (e is null)
                {
                    connected++;
                    await using var client = await connecting;
                    await client.SendTextAsync("?");
                    Assert.Equal("?", await client.ReceiveTextAsync(1));
                }
            }

            await stop.CancelAsync();
            await serving.Soon();
        }

        output.WriteLine($"{connected} connected");
        await RingEngines.QuietAsync(engine);
    }

    [Fact]
    public async Task Connect_WhenTheUnixBacklogIsFullAndItIsCancelledAtAnyMoment_ThenEndsAndLeavesNothing()
    {
        var random = SeededRandom.Create(output);
        await using var engine = RingEngines.Start("usual");
        await using (var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf("unix") + ",backlog=1"), engine, CancellationToken.None))
        {
            var waiting = new List<StreamConnection>();
            using (var full = new CancellationTokenSource())
            {
                // One more than the backlog says is taken (unix_stream_connect, net/unix/af_unix.c).
                waiting.Add(await RingEngines.ConnectAsync(engine, listener, full.Token));
                waiting.Add(await RingEngines.ConnectAsync(engine, listener, full.Token));
            }

            for (var i = 0; i < 100; i++)
            {
                using var giveUp = new CancellationTokenSource();
                var connecting = Task.Run(() => RingEngines.ConnectAsync(engine, listener, giveUp.Token));
                Thread.SpinWait(random.Next(20_000));
                await giveUp.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(connecting.Soon);
            }

            await Task.WhenAll(waiting.Select(connection => connection.DisposeAsync().AsTask())).Soon();
        }

        await RingEngines.QuietAsync(engine);
    }

    private static List<Task<StreamConnection>> Begin(Engine engine, Address target, int count)
    {
        var options = new ConnectionOptions { Engine = engine };
        return [.. Enumerable.Range(0, count).Select(
            _ => Task.Run(() => StreamConnection.ConnectAsync(target, options).AsTask()))];
    }
}
