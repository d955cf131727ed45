using System.Collections.Concurrent;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams;

public class StreamServerTests
{
    private readonly ConcurrentQueue<Exception?> _ended = [];

    [Fact]
    public async Task Run_WhenAHandlerFails_ThenItsConnectionIsResetAndTheOthersGoOn()
    {
        await using var server = await RunningServer.StartAsync(this, async (peer, _) =>
        {
            var first = await peer.ReceiveTextAsync(1);
            if (first == "!")
            {
                throw new InvalidDataException("bad peer");
            }

            await peer.SendTextAsync(first);
            await peer.EchoAsync();
        });
        await using var good = await server.ConnectAsync();
        await using var bad = await server.ConnectAsync();
        await good.SendTextAsync("g");
        await bad.SendTextAsync("!");
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => bad.ReceiveAsync(new byte[1]).Soon());
        await good.SendTextAsync("on");
        Assert.Equal("gon", await good.ReceiveTextAsync(3));
        await Eventually.HoldsAsync(() => _ended.Count == 1);
        Assert.Equal("bad peer", Assert.IsType<InvalidDataException>(Assert.Single(_ended)).Message);
    }

    [Fact]
    public async Task Run_WhenAHandlerReturns_ThenTheConnectionIsClosedWithAllThatWasSent()
    {
        await using var server = await RunningServer.StartAsync(
            this, (peer, _) => peer.SendTextAsync("the time is now"));
        await using var client = await server.ConnectAsync();
        Assert.Equal("the time is now", await client.ReceiveToEndAsync());
        await Eventually.HoldsAsync(() => _ended.Count == 1);
        Assert.Null(Assert.Single(_ended));
    }

    [Fact]
    public async Task Run_WhenAHandlerBlocksItsThread_ThenTheNextPeerIsServedAllTheSame()
    {
        using var secondCame = new ManualResetEventSlim();
        var count = 0;
        await using var server = await RunningServer.StartAsync(this, (peer, abandon) =>
        {
            if (Interlocked.Increment(ref count) == 2)
            {
                secondCame.Set();
            }

            Assert.True(secondCame.Wait(Limits.Event, abandon));
            return peer.SendTextAsync("x");
        });
        await using var one = await server.ConnectAsync();
        await using var two = await server.ConnectAsync();
        Assert.Equal("x", await two.ReceiveTextAsync(1));
        Assert.Equal("x", await one.ReceiveTextAsync(1));
    }

    [Fact]
    public async Task Run_WhenToldToStop_ThenNobodyElseIsAcceptedAndThoseServedMayEnd()
    {
        await using var server = await RunningServer.StartAsync(this, (peer, _) => peer.EchoAsync());
        await using var client = await server.ConnectAsync();
        await client.SendTextAsync("a");
        await client.ReceiveTextAsync(1);
        var stopping = server.StopAsync();
        await Eventually.HoldsAsync(async () => !await server.TakesPeersAsync());
        await client.SendTextAsync("b");
        Assert.Equal("b", await client.ReceiveTextAsync(1));
        Assert.False(stopping.IsCompleted);
        await client.CloseAsync().Soon();
        await stopping;
        Assert.All(_ended, Assert.Null);
    }

    [Fact]
    public async Task Run_WhenTheGraceIsOver_ThenHandlersAreCancelledAndPeersReset()
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await RunningServer.StartAsync(
            this,
            async (_, abandon) =>
            {
                await Task.Delay(Timeout.Infinite, abandon)
                    .ContinueWith(_ => cancelled.TrySetResult(), TaskScheduler.Default);
                abandon.ThrowIfCancellationRequested();
            },
            TimeSpan.FromMilliseconds(50));
        await using var client = await server.ConnectAsync();
        await Eventually.HoldsAsync(() => server.Count == 1);
        await server.StopAsync();
        Assert.True(cancelled.Task.IsCompleted);
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => client.ReceiveAsync(new byte[1]).Soon());
        Assert.IsAssignableFrom<OperationCanceledException>(Assert.Single(_ended));
        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task Run_WhenTheGraceIsOver_ThenPendingReceivesEndToo()
    {
        await using var server = await RunningServer.StartAsync(
            this, (peer, _) => peer.EchoAsync(), TimeSpan.FromMilliseconds(50));
        await using var client = await server.ConnectAsync();
        await client.SendTextAsync("a");
        await client.ReceiveTextAsync(1);
        await server.StopAsync();
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => client.ReceiveAsync(new byte[1]).Soon());
    }

    private sealed class RunningServer : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly StreamServer _server;
        private readonly Address _address;
        private readonly Task _running;

        private RunningServer(StreamServer server, Address address)
        {
            _server = server;
            _address = address;
            _running = server.RunAsync(_stop.Token);
        }

        public int Count => _server.Count;

        public static async Task<RunningServer> StartAsync(
            StreamServerTests test, Func<StreamConnection, CancellationToken, Task> handler, TimeSpan? grace = null)
        {
            var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
            var server = new StreamServer(listener, handler)
            {
                Grace = grace ?? Limits.Event,
                OnEnded = (_, failure) => test._ended.Enqueue(failure),
            };
            return new RunningServer(server, listener.Address);
        }

        public Task<StreamConnection> ConnectAsync() => StreamConnection.ConnectAsync(_address).Soon();

        public async Task<bool> TakesPeersAsync()
        {
            try
            {
                await using var connection = await ConnectAsync();
                await connection.CompleteOutputAsync();
                return true;
            }
            catch (SoqueteException e) when (e.Kind is FailureKind.Refused or FailureKind.PeerBrokeOff)
            {
                return false;
            }
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _running.Soon();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _stop.Dispose();
        }
    }
}
