using Soquete.Addresses;
using Soquete.Connections;
using Soquete.Engines;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Engines.IoUring;

/// <summary>Sending without copying: the memory is the kernel's until the peer has what is in it.</summary>
public class ZeroCopyTests
{
    private static readonly EngineOptions Options = new()
    {
        Kind = EngineKind.IoUring, Threads = 1, ZeroCopyThreshold = 1024,
    };

    [Theory]
    [InlineData("tcp4:0")]
    [InlineData("unix:@soquete-zero-copy-test")]
    public async Task Send_WhenThePeerReads_ThenEveryByteArrives(string address)
    {
        await using var engine = Engine.Start(Options);
        await using var pair = await PairAsync(engine, address);
        var receiving = RandomPayload.ReceiveAsync(pair.Server);
        var sent = await RandomPayload.SendAsync(pair.Client, 4 * 1024 * 1024, seed: 7).AtLast();
        Assert.Equal(sent, (await receiving.AtLast()).Hash);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenThePeerDoesNotReadAndTheConnectionEnds_ThenItEnds(bool aborts)
    {
        await using var engine = Engine.Start(Options);
        await using var pair = await PairAsync(engine, "tcp4:0");
        var sending = pair.Client.SendAsync(new byte[64 * 1024 * 1024]).AsTask();
        Assert.False(sending.IsCompleted);
        if (aborts)
        {
            pair.Client.Abort();
        }
        else
        {
            await pair.Client.DisposeAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(sending.Soon);
        Assert.IsNotType<TimeoutException>(await Record.ExceptionAsync(sending.Soon));
    }

    [Fact]
    public async Task Send_WhenThePeerDoesNotReadAndTheEngineEnds_ThenItEnds()
    {
        var engine = Engine.Start(Options);
        await using var pair = await PairAsync(engine, "tcp4:0");
        var sending = pair.Client.SendAsync(new byte[64 * 1024 * 1024]).AsTask();
        await engine.DisposeAsync().Soon();
        Assert.IsNotType<TimeoutException>(await Record.ExceptionAsync(sending.Soon));
        Assert.False(sending.IsCompletedSuccessfully);
    }

    private static async Task<ConnectionPair> PairAsync(Engine engine, string address)
    {
        var options = new ConnectionOptions { Engine = engine };
        var listener = await StreamListener.ListenAsync(Address.Parse(address), options);
        var client = await StreamConnection.ConnectAsync(Address.Parse(listener.Address.ToString()), options);
        return new ConnectionPair(listener, client, await listener.AcceptAsync().Soon());
    }
}
