using System.IO.Pipelines;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Readers of a ring's buffers that fail with bytes in their hands, and complete nothing.</summary>
[Collection(AloneCollection.Name)]
public class RingLeftBufferTests
{
    private const int Count = 50;

    [Theory]
    [InlineData("usual", "tcp")]
    [InlineData("ahead", "unix")]
    [InlineData("one-buffer", "tcp")]
    public async Task Serve_WhenHandlersFailBetweenTheirReads_ThenTheBuffersComeBackAtOnce(string kind, string scheme)
    {
        await using var engine = RingEngines.Start(kind);
        await using var listener = await StreamListener.ListenAsync(
            Address.Parse(RingEngines.AddressOf(scheme)), engine, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var serving = new StreamServer(listener, async (peer, stopped) =>
        {
            await peer.Input.ReadAsync(stopped);
            throw new InvalidOperationException("the handler fails");
        }).RunAsync(stop.Token);
        for (var i = 0; i < Count; i++)
        {
            await using var client = await RingEngines.ConnectAsync(engine, listener);
            await client.SendTextAsync("bytes");
            await Record.ExceptionAsync(() => client.ReceiveAsync(new byte[1]).Soon());
        }

        await stop.CancelAsync();
        await serving.Soon();
        await RingEngines.QuietAsync(engine);
    }

    [Fact]
    public async Task Read_WhenTheConnectionIsForgottenBetweenReads_ThenTheCollectorGivesTheBuffersBack()
    {
        await using var engine = RingEngines.Start("usual");
        for (var i = 0; i < Count; i++)
        {
            await ReadAndForgetAsync(engine);
        }

        await Eventually.HoldsAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return RingEngines.Rings(engine).All(ring => ring.Buffers.HeldParts == 0);
        });
    }

    private static async Task ReadAndForgetAsync(Engine engine)
    {
        await using var pair = await RingEngines.PairAsync(engine, "tcp4:0");
        await pair.Client.SendTextAsync("bytes");
        Assert.Equal(5, (await ReadAsync(pair.Server.Input)).Buffer.Length);
    }

    private static Task<ReadResult> ReadAsync(PipeReader reader) => reader.ReadAsync().Soon();
}
