using System.Net;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Engines.IoUring;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Tests.Streams.Connecting;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Cancelled at every await, at any moment: each ends once, and no byte is lost or doubled.</summary>
public class RingCancelTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Connect_WhenItIsCancelledBeforeItIsBegun_ThenItEnds()
    {
        await using var engine = RingEngines.Start(new EngineOptions { Threads = 1 });
        var end = new IPEndPoint(IPAddress.Loopback, 9);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(Errno.None, NativeSocket.Open(Domain.Inet, SocketKind.Stream, 0, out var socket));
            using (socket)
            using (var connect = new RingConnect(
                RingEngines.Rings(engine)[0], socket, SocketName.FromInternet(end), isInline: false))
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(
                    () => connect.RunAsync(new CancellationToken(true)).Soon());
            }
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("small")]
    public async Task Connect_WhenCancelledAtAnyMoment_ThenEndsAndLeavesNothing(string kind)
    {
        var random = SeededRandom.Create(output);
        using var hole = await BlackHole.OpenAsync(IPAddress.Loopback);
        await using var engine = RingEngines.Start(kind);
        for (var i = 0; i < 200; i++)
        {
            using var giveUp = new CancellationTokenSource();
            var connecting = Task.Run(() => StreamConnection.ConnectAsync(
                Address.Parse($"tcp4:{hole.End.Port}"), new() { Engine = engine }, giveUp.Token).AsTask());
            await PauseAsync(random);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("inline", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("one-buffer", "tcp")]
    [InlineData("usual", "unix")]
    [InlineData("ahead", "unix")]
    [InlineData("one-buffer", "unix")]
    public async Task Receive_WhenCancelledAtAnyMoment_ThenNoByteIsLostOrDoubled(string kind, string scheme)
    {
        const int Length = 300_000;
        var random = SeededRandom.Create(output);
        var payload = RandomPayload.Of(Length);
        await using var engine = RingEngines.Start(kind);
        await using (var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme)))
        {
            var sending = SendInPiecesAsync(pair.Client, payload, new Random(random.Next()));
            var received = await ReceiveCancellingAsync(pair.Server, random);
            await sending.Soon();
            Assert.Equal(payload, received);
        }

        await RingEngines.QuietAsync(engine);
    }

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("inline", "tcp")]
    [InlineData("small", "tcp")]
    [InlineData("usual", "unix")]
    public async Task Send_WhenItIsBlockedAndCancelledAtAnyMoment_ThenThePeerHasABeginningOfIt(
        string kind, string scheme)
    {
        var random = SeededRandom.Create(output);
        var payload = RandomPayload.Of(16 * 1024 * 1024);
        await using var engine = RingEngines.Start(kind);
        for (var i = 0; i < 8; i++)
        {
            await using var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme));
            using var giveUp = new CancellationTokenSource();
            var sending = pair.Client.SendAsync(payload, giveUp.Token).AsTask();
            await PauseAsync(random);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.Soon());
            var counted = pair.Client.BytesSent;
            await pair.Client.CompleteOutputAsync();
            var length = await CompareAsync(pair.Server, payload);
            Assert.True(length >= counted, $"{counted} bytes were counted and {length} arrived");
        }

        await RingEngines.QuietAsync(engine);
    }

    /// <summary>A send that the ring has not begun, cancelled in the same breath.</summary>
    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("one-buffer", "unix")]
    public async Task Send_WhenItIsCancelledBeforeItIsBegun_ThenItEnds(string kind, string scheme)
    {
        var payload = new byte[8 * 1024 * 1024];
        await using var engine = RingEngines.Start(kind);
        await using (var pair = await RingEngines.PairAsync(engine, RingEngines.AddressOf(scheme)))
        {
            for (var i = 0; i < 100; i++)
            {
                using var giveUp = new CancellationTokenSource();
                var sending = pair.Client.SendAsync(payload, giveUp.Token).AsTask();
                await giveUp.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.Soon());
            }
        }

        await RingEngines.QuietAsync(engine);
    }

    private static async Task<int> CompareAsync(StreamConnection connection, byte[] payload)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (await connection.ReceiveAsync(buffer).Soon() is var count && count > 0)
        {
            Assert.True(buffer.AsSpan(0, count).SequenceEqual(payload.AsSpan(length, count)), $"differs at {length}");
            length += count;
        }

        return length;
    }

    private static async Task SendInPiecesAsync(StreamConnection connection, byte[] payload, Random random)
    {
        for (var sent = 0; sent < payload.Length;)
        {
            var count = Math.Min(random.Next(1, 3000), payload.Length - sent);
            await connection.SendAsync(payload.AsMemory(sent, count));
            sent += count;
        }

        await connection.CompleteOutputAsync();
    }

    private static async Task<byte[]> ReceiveCancellingAsync(StreamConnection connection, Random random)
    {
        var received = new MemoryStream();
        var buffer = new byte[4096];
        for (var count = -1; count != 0;)
        {
            using var giveUp = new CancellationTokenSource();
            var wanted = buffer.AsMemory(0, random.Next(1, buffer.Length + 1));
            var receiving = connection.ReceiveAsync(wanted, giveUp.Token).AsTask();
            await PauseAsync(random);
            await giveUp.CancelAsync();
            await ((Task)receiving).Soon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            count = receiving.IsCanceled ? -1 : await receiving;
            received.Write(buffer, 0, Math.Max(0, count));
        }

        return received.ToArray();
    }

    private static Task PauseAsync(Random random)
    {
        if (random.Next(10) == 0)
        {
            return Task.Delay(1);
        }

        Thread.SpinWait(random.Next(300));
        return Task.CompletedTask;
    }
}
