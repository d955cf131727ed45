using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines;

/// <content>A connection as a duplex pipe.</content>
public abstract partial class StreamConformance
{
    [Fact]
    public async Task Output_WhenCompleted_ThenThePeersInputEndsAndTheAnswerStillArrives()
    {
        await using var pair = await PairAsync();
        pair.Client.Output.Write("question"u8);
        await pair.Client.Output.CompleteAsync();
        Assert.Equal("question", await ReadToEndAsync(pair.Server.Input));
        var receiving = RandomPayload.ReceiveAsync(pair.Client);
        await pair.Server.Output.WriteAsync(RandomPayload.Of(4 * 1024 * 1024)).Soon();
        await pair.Server.Output.CompleteAsync();
        Assert.Equal(4 * 1024 * 1024, (await receiving.Soon()).Length);
    }

    [Fact]
    public async Task Output_WhenThePeerDoesNotRead_ThenTheFlushWaits()
    {
        await using var pair = await PairAsync();
        var flushing = pair.Client.Output.WriteAsync(RandomPayload.Of(Megabytes64)).AsTask();
        await pair.Server.SendTextAsync("x");
        await pair.Client.ReceiveTextAsync(1);
        Assert.False(flushing.IsCompleted);
        var receiving = RandomPayload.ReceiveAsync(pair.Server);
        Assert.False((await flushing.AtLast()).IsCompleted);
        await pair.Client.Output.CompleteAsync();
        Assert.Equal(Megabytes64, (await receiving.AtLast()).Length);
    }

    [Fact]
    public async Task Output_WhenCompletedWithAnException_ThenTheConnectionIsReset()
    {
        await using var pair = await PairAsync();
        await pair.Server.SendTextAsync("unread");
        pair.Client.Output.Write("half"u8);
        await pair.Client.Output.CompleteAsync(new InvalidDataException("gave up"));

        // The unread byte makes it a reset in both domains.
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => pair.Server.ReceiveAsync(new byte[1]).Soon());
        Assert.Equal(0, pair.Client.BytesSent);
    }

    [Fact]
    public async Task Output_WhenTheConnectionIsDisposed_ThenWhatItHoldsIsSent()
    {
        await using var pair = await PairAsync();
        pair.Client.Output.Write("buffered"u8);
        await pair.Client.DisposeAsync();
        Assert.Equal("buffered", await pair.Server.ReceiveToEndAsync());
    }

    [Fact]
    public async Task Output_WhenThePeerIsGoneAndTheConnectionIsDisposed_ThenNothingIsThrown()
    {
        await using var pair = await PairAsync();
        await pair.Server.DisposeAsync();
        pair.Client.Output.Write(RandomPayload.Of(Megabytes64));
        await pair.Client.DisposeAsync().Soon();
    }

    [Fact]
    public async Task Input_WhenThePeerBreaksOff_ThenReadingThrows()
    {
        await using var pair = await PairAsync();
        var reading = pair.Client.Input.ReadAsync().AsTask();
        await pair.Client.SendTextAsync("unread");
        pair.Server.Abort();
        await Assert.ThrowsAsync<PeerBrokeOffException>(reading.Soon);
    }

    [Fact]
    public async Task Input_WhenReadingIsCancelled_ThenNothingIsLost()
    {
        await using var pair = await PairAsync();
        using var giveUp = new CancellationTokenSource();
        var reading = pair.Client.Input.ReadAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(reading.Soon);
        await pair.Server.SendTextAsync("still here");
        await pair.Server.CompleteOutputAsync();
        Assert.Equal("still here", await ReadToEndAsync(pair.Client.Input));
    }

    [Fact]
    public async Task Pipes_WhenCopiedIntoOneAnother_ThenEchoEverything()
    {
        await using var pair = await PairAsync();
        var echoing = Task.Run(async () =>
        {
            await pair.Server.Input.CopyToAsync(pair.Server.Output);
            await pair.Server.Output.CompleteAsync();
        });
        var sent = RandomPayload.SendAsync(pair.Client, Megabytes64 / 4, seed: 7);
        var received = await RandomPayload.ReceiveAsync(pair.Client).AtLast();
        Assert.Equal((await sent, Megabytes64 / 4), received);
        await echoing.Soon();
    }

    private static async Task<string> ReadToEndAsync(PipeReader input)
    {
        while (true)
        {
            var result = await input.ReadAsync().Soon();
            if (result.IsCompleted)
            {
                return Encoding.UTF8.GetString(result.Buffer.ToArray());
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
