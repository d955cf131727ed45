using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>A relay of two ends that are joined once, told to stop in the middle.</summary>
public sealed class RelayGraceTests
{
    [Fact]
    public async Task Stop_WhenEndsAreJoined_ThenTheyFinishWithinTheGrace()
    {
        await using var run = await JoinedRun.StartAsync(TimeSpan.FromMinutes(5));
        await run.Stop.CancelAsync();
        await run.First.SendAsync("late but whole"u8.ToArray());
        await run.First.CompleteOutputAsync();
        using var reader = new StreamReader(run.Second.AsStream());
        Assert.Equal("late but whole", await reader.ReadToEndAsync().Soon());
        await run.Second.CompleteOutputAsync();
        var result = (await run.Running.Soon()).Single;
        Assert.Null(result!.Failure);
        Assert.Equal(14, result.BytesForward);
    }

    [Fact]
    public async Task Stop_WhenThereIsNoGrace_ThenBothAreReset()
    {
        await using var run = await JoinedRun.StartAsync(TimeSpan.Zero);
        await run.Stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.Running.Soon());
        await Assert.ThrowsAsync<PeerBrokeOffException>(async () => await run.First.ReceiveAsync(new byte[1]).Soon());
        await Assert.ThrowsAsync<PeerBrokeOffException>(async () => await run.Second.ReceiveAsync(new byte[1]).Soon());
    }

    /// <summary>A relay that connects to two listeners, and both of its peers.</summary>
    private sealed class JoinedRun : IAsyncDisposable
    {
        public required CancellationTokenSource Stop { get; init; }

        public required StreamConnection First { get; init; }

        public required StreamConnection Second { get; init; }

        public required Task<RelayReport> Running { get; init; }

        public static async Task<JoinedRun> StartAsync(TimeSpan grace)
        {
            await using var first = await StreamListener.ListenAsync(Address.Parse("tcp4:127.0.0.1:0"));
            await using var second = await StreamListener.ListenAsync(Address.Parse("tcp4:127.0.0.1:0"));
            var stop = new CancellationTokenSource();
            var joined = new TaskCompletionSource();
            var relay = new RelayServer(Address.Parse($"{first.Address},connect"), second.Address)
            {
                Grace = grace, OnJoined = (_, _) => joined.SetResult(),
            };
            var running = relay.RunAsync(stop.Token);
            await joined.Task.Soon();
            return new JoinedRun
            {
                Stop = stop, First = await first.AcceptAsync(), Second = await second.AcceptAsync(), Running = running,
            };
        }

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
            Stop.Dispose();
        }
    }
}
