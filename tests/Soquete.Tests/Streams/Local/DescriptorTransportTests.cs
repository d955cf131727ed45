using Microsoft.Win32.SafeHandles;
using Soquete.Interop;
using Soquete.Streams.Local;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Local;

/// <summary>Pipes as a transport, without a relay.</summary>
public sealed class DescriptorTransportTests : IDisposable
{
    private readonly SafeFileHandle _read;
    private readonly SafeFileHandle _write;

    public DescriptorTransportTests() =>
        Assert.Equal(Errno.None, NativeFile.OpenPipe(out _read, out _write, nonBlocking: false));

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    [Fact]
    public async Task Receive_WhenNothingIsThere_ThenWaitsAndAnEmptyBufferTakesNothing()
    {
        using var transport = new DescriptorTransport(_read, null, static () => { });
        var waiting = transport.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        NativeFile.Write(_write, "abc"u8, out _);
        Assert.Equal((0, Errno.None), Pair(await waiting.Soon()));
        Assert.Equal((3, Errno.None), Pair(await transport.ReceiveAsync(new byte[9], CancellationToken.None).Soon()));
        _write.Dispose();
        Assert.Equal((0, Errno.None), Pair(await transport.ReceiveAsync(new byte[9], CancellationToken.None).Soon()));
    }

    [Fact]
    public async Task Receive_WhenCancelled_ThenNothingIsLost()
    {
        using var transport = new DescriptorTransport(_read, null, static () => { });
        using var giveUp = new CancellationTokenSource();
        var receiving = transport.ReceiveAsync(new byte[9], giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(receiving.Soon);
        NativeFile.Write(_write, "abc"u8, out _);
        Assert.Equal((3, Errno.None), Pair(await transport.ReceiveAsync(new byte[9], CancellationToken.None).Soon()));
    }

    [Fact]
    public async Task Receive_WhenTheTransportIsDisposed_ThenEnds()
    {
        var transport = new DescriptorTransport(_read, null, static () => { });
        var receiving = transport.ReceiveAsync(new byte[9], CancellationToken.None).AsTask();
        transport.Dispose();
        Assert.Equal((0, Errno.ECANCELED), Pair(await receiving.Soon()));
        Assert.Equal(
            (0, Errno.ECANCELED), Pair(await transport.ReceiveAsync(new byte[9], CancellationToken.None).Soon()));
    }

    [Fact]
    public async Task Send_WhenTheReaderIsSlow_ThenWaitsUntilAllIsTaken()
    {
        using var transport = new DescriptorTransport(null, _write, static () => { });
        var sending = transport.SendAsync(RandomPayload.Of(1_000_000), CancellationToken.None).AsTask();
        using var reader = new FileStream(_read, FileAccess.Read, 0);
        var received = new byte[1_000_000];
        await Task.Run(() => reader.ReadExactly(received)).Soon();
        Assert.Equal((received.Length, Errno.None), Pair(await sending.Soon()));
        Assert.Equal(RandomPayload.Of(1_000_000), received);
    }

    [Fact]
    public async Task Send_WhenTheReaderIsGone_ThenSaysSoWithWhatHadPassed()
    {
        using var transport = new DescriptorTransport(null, _write, static () => { });
        var sending = transport.SendAsync(RandomPayload.Of(1_000_000), CancellationToken.None).AsTask();
        Assert.False(sending.IsCompleted);
        _read.Dispose();
        var result = await sending.Soon();
        Assert.Equal(Errno.EPIPE, result.Error);
        Assert.InRange(result.Count, 4096, 999_999);
    }

    [Fact]
    public async Task Send_WhenThereIsNoOutput_ThenIsBroken()
    {
        using var transport = new DescriptorTransport(_read, null, static () => { });
        Assert.Equal((0, Errno.EPIPE), Pair(await transport.SendAsync(new byte[1], CancellationToken.None).Soon()));
    }

    private static (int Count, Errno Error) Pair(Soquete.Engines.TransferResult result) => (result.Count, result.Error);
}
