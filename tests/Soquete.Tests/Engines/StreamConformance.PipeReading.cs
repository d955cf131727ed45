using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>What a pipe's reader and writer promise, byte by byte.</content>
public abstract partial class StreamConformance
{
    [Fact]
    public async Task Input_WhenNothingIsConsumed_ThenItGrowsAndOthersGoOn()
    {
        await using var pair = await PairAsync();
        await using var otherClient = await ConnectAsync(pair.Listener).Soon();
        await using var otherServer = await pair.Listener.AcceptAsync().Soon();
        var payload = RandomPayload.Of(1024 * 1024);
        var sending = pair.Client.SendAsync(payload).AsTask();
        ReadResult read;
        while (true)
        {
            read = await pair.Server.Input.ReadAsync().Soon();
            if (read.Buffer.Length == payload.Length)
            {
                break;
            }

            pair.Server.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            await otherClient.SendTextAsync("x");
            Assert.Equal("x", await otherServer.ReceiveTextAsync(1));
        }

        await sending.Soon();
        Assert.Equal(payload, read.Buffer.ToArray());
        pair.Server.Input.AdvanceTo(read.Buffer.End);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Input_WhenConsumedAndExaminedInPieces_ThenEveryByteComesOnceAndInOrder(int seed)
    {
        await using var pair = await PairAsync();
        var random = new Random(seed);
        var payload = RandomPayload.Of(512 * 1024);
        var sending = SendInPiecesAsync(pair, payload, new Random(seed + 1));
        var received = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await pair.Server.Input.ReadAsync().Soon();
            if (read is { IsCompleted: true, Buffer.IsEmpty: true })
            {
                break;
            }

            // Once all has come, waiting for more than there is would be for ever.
            var most = read.IsCompleted ? 1 : 0;
            var consumed = random.NextInt64(most, read.Buffer.Length + 1);
            var examined = random.NextInt64(consumed, read.Buffer.Length + 1);
            foreach (var piece in read.Buffer.Slice(0, consumed))
            {
                received.Write(piece.Span);
            }

            pair.Server.Input.AdvanceTo(read.Buffer.GetPosition(consumed), read.Buffer.GetPosition(examined));
        }

        await sending.Soon();
        Assert.True(received.WrittenSpan.SequenceEqual(payload));
        Assert.Equal(payload.Length, pair.Server.BytesReceived);
    }

    [Fact]
    public async Task Input_WhenAPendingReadIsCancelled_ThenItSaysSoAndTheNextOneReads()
    {
        await using var pair = await PairAsync();
        for (var round = 0; round < 50; round++)
        {
            var reading = pair.Server.Input.ReadAsync().AsTask();
            pair.Server.Input.CancelPendingRead();
            var read = await reading.Soon();
            Assert.True(read.IsCanceled);
            pair.Server.Input.AdvanceTo(read.Buffer.Start);
            await pair.Client.SendTextAsync("x");
            read = await pair.Server.Input.ReadAsync().Soon();
            Assert.False(read.IsCanceled);
            Assert.Equal(1, read.Buffer.Length);
            pair.Server.Input.AdvanceTo(read.Buffer.End);
        }
    }

    [Fact]
    public async Task Input_WhenItsTokenIsCancelled_ThenThrowsAndNothingIsLost()
    {
        await using var pair = await PairAsync();
        for (var round = 0; round < 50; round++)
        {
            using var stop = new CancellationTokenSource();
            var reading = pair.Server.Input.ReadAsync(stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(reading.Soon);
            await pair.Client.SendTextAsync("x");
            var read = await pair.Server.Input.ReadAsync().Soon();
            Assert.Equal(1, read.Buffer.Length);
            pair.Server.Input.AdvanceTo(read.Buffer.End);
        }
    }

    [Fact]
    public async Task Output_WhenMuchIsWrittenBeforeAFlush_ThenAllOfItArrivesInOrder()
    {
        await using var pair = await PairAsync();
        var payload = RandomPayload.Of(100_000);
        for (var at = 0; at < payload.Length; at += 1000)
        {
            payload.AsSpan(at, 1000).CopyTo(pair.Client.Output.GetSpan(1000));
            pair.Client.Output.Advance(1000);
        }

        Assert.Equal(payload.Length, pair.Client.Output.UnflushedBytes);
        var receiving = RandomPayload.ReceiveAsync(pair.Server);
        await pair.Client.Output.FlushAsync().Soon();
        Assert.Equal(0, pair.Client.Output.UnflushedBytes);
        await pair.Client.Output.CompleteAsync();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), (await receiving.Soon()).Hash);
    }

    [Fact]
    public async Task Output_WhenAPendingFlushIsCancelled_ThenItSaysSo()
    {
        await using var pair = await PairAsync();
        var flushing = pair.Client.Output.WriteAsync(RandomPayload.Of(Megabytes64)).AsTask();
        await pair.Server.SendTextAsync("x");
        await pair.Client.ReceiveTextAsync(1);
        Assert.False(flushing.IsCompleted);
        pair.Client.Output.CancelPendingFlush();
        Assert.True((await flushing.Soon()).IsCanceled);
        pair.Client.Abort();
    }

    private static async Task SendInPiecesAsync(ConnectionPair pair, byte[] payload, Random random)
    {
        for (var sent = 0; sent < payload.Length;)
        {
            var count = Math.Min(random.Next(1, 5000), payload.Length - sent);
            await pair.Client.SendAsync(payload.AsMemory(sent, count));
            sent += count;
        }

        await pair.Client.CompleteOutputAsync();
    }
}
