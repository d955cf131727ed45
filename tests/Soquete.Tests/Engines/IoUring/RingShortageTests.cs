using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Less room than there is work: completions, buffers.</summary>
public class RingShortageTests
{
    [Theory]
    [InlineData("tcp", 200, 10)]
    [InlineData("unix", 200, 10)]
    [InlineData("tcp", 2000, 1)]
    [InlineData("unix", 2000, 1)]
    public async Task Echo_WhenManyShareARingOfTwoCompletions_ThenNothingIsLost(string scheme, int count, int rounds)
    {
        await using var engine = RingEngines.Start(RingEngines.Small);
        await using (var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None))
        {
            using var stop = new CancellationTokenSource();
            var serving = new StreamServer(listener, (peer, _) => peer.EchoAsync()).RunAsync(stop.Token);
            await Task.WhenAll(Enumerable.Range(0, count).Select(number => AskAsync(listener, number))).AtLast();
            await stop.CancelAsync();
            await serving.Soon();
        }

        await RingEngines.QuietAsync(engine);

        async Task AskAsync(StreamListener listener, int number)
        {
            await using var client = await RingEngines.ConnectAsync(engine, listener);
            for (var round = 0; round < rounds; round++)
            {
                var text = new string((char)('a' + (number % 26)), 300) + round;
                await client.SendTextAsync(text);
                Assert.Equal(text, await client.ReceiveTextAsync(text.Length));
            }
        }
    }

    /// <summary>Readers that stopped hold every buffer: the others are served all the same.</summary>
    [Theory]
    [InlineData("small")]
    [InlineData("one-buffer")]
    public async Task Receive_WhenReadersThatStoppedHoldTheBuffers_ThenTheOthersGoOn(string kind)
    {
        await using var engine = RingEngines.Start(kind);
        var ring = RingEngines.Rings(engine)[0];
        var stopped = new List<ConnectionPair>();
        var flooding = new List<Task>();
        while (ring.Buffers.HeldParts < ring.Options.BufferCount)
        {
            var pair = await RingEngines.PairAsync(engine, "tcp4:0");
            stopped.Add(pair);
            var first = pair.Server.ReceiveAsync(new byte[1]).AsTask();
            flooding.Add(Record.ExceptionAsync(() => RandomPayload.SendAsync(pair.Client, 1L << 40, seed: 1)));
            Assert.Equal(1, await first.Soon());
            var least = Math.Min(stopped.Count, ring.Options.BufferCount);
            await Eventually.HoldsAsync(() => ring.Buffers.HeldParts >= least);
        }

        Assert.InRange(ring.Buffers.HeldParts, 1, ring.Options.BufferCount);
        await using (var pair = await RingEngines.PairAsync(engine, "tcp4:0"))
        {
            var echoing = pair.Server.EchoAsync();
            for (var i = 0; i < 50; i++)
            {
                await pair.Client.SendTextAsync($"{i:D4}");
                Assert.Equal($"{i:D4}", await pair.Client.ReceiveTextAsync(4));
            }

            await pair.Client.CompleteOutputAsync();
            await echoing.Soon();
        }

        foreach (var pair in stopped)
        {
            await pair.DisposeAsync();
        }

        await Task.WhenAll(flooding).Soon();
        await RingEngines.QuietAsync(engine);
    }
}
