using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Vsock;

[Collection(AloneCollection.Name)]
public class VsockLeakTests
{
    private const int Rounds = 20;

    public static TheoryData<string> Engines => VsockLoopback.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Connect_WhenItIsCancelledOrFails_ThenNoDescriptorIsLeft(string engine)
    {
        await TryAllAsync(engine);
        var before = OpenDescriptors.Count();
        for (var round = 0; round < Rounds; round++)
        {
            await TryAllAsync(engine);
        }

        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
    }

    private static async Task TryAllAsync(string engine)
    {
        using var cancel = new CancellationTokenSource();
        var connecting = VsockLoopback.ConnectAsync(VsockLoopback.Nowhere, VsockLoopback.Engine(engine), cancel.Token);
        await cancel.CancelAsync();
        var e = await Record.ExceptionAsync(() => connecting);
        Assert.True(e is OperationCanceledException or SoqueteException { ErrorName: "ENODEV" }, $"{e}");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => VsockLoopback.ConnectAsync(VsockLoopback.Nowhere, VsockLoopback.Engine(engine), cancel.Token));
        await Assert.ThrowsAnyAsync<SoqueteException>(
            () => VsockLoopback.ConnectAsync(
                $"{VsockLoopback.Nowhere},connect-timeout=1ms", VsockLoopback.Engine(engine)));
        await Assert.ThrowsAsync<SoqueteException>(
            () => VsockLoopback.ListenAsync("vsock:4294967294:*", VsockLoopback.Engine(engine)));
    }
}
