using Soquete.Addresses;
using Soquete.Interop;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Vsock;

/// <summary>Listening for other machines, which needs no loopback.</summary>
public class VsockListenTests
{
    public static TheoryData<string> Engines => VsockLoopback.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Listen_WhenAnyPortWillDo_ThenTheOneTakenIsTold(string engine)
    {
        await using var listener = await VsockLoopback.ListenAsync("vsock:*:*,backlog=3", VsockLoopback.Engine(engine));
        var end = Assert.Single(listener.LocalEnds);
        Assert.Equal(VsockAddress.AnyCid, end.Cid);
        Assert.NotEqual(VsockAddress.AnyPort, end.VsockPort);
        var address = Assert.IsType<VsockAddress>(listener.Address);
        Assert.Equal((end.VsockPort, $"vsock:*:{end.VsockPort},backlog=3"), (address.Port, address.ToString()));
        Assert.True(listener.IsOpenToOthers);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Listen_WhenThePortIsTaken_ThenSaysSoUntilItIsFree(string engine)
    {
        var listener = await VsockLoopback.ListenAsync("vsock:*:*", VsockLoopback.Engine(engine));
        var text = listener.Address.ToString();
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => VsockLoopback.ListenAsync(text, VsockLoopback.Engine(engine)));
        Assert.Equal(
            $"{text}: Address already in use (bind: EADDRINUSE); another socket has it: port * takes a free one",
            e.Message);
        await listener.DisposeAsync();
        await using var next = await VsockLoopback.ListenAsync(text, VsockLoopback.Engine(engine));
        Assert.Equal(text, next.Address.ToString());
    }

    [Fact]
    public async Task Listen_WhenTheCidIsThisMachinesOwn_ThenItIsTheOneThatIsTold()
    {
        var own = VsockDevice.OwnCid() ?? VsockAddress.AnyCid;
        var address = new VsockAddress(own, VsockAddress.AnyPort);
        await using var listener = await StreamListener.ListenAsync(address).Soon();
        Assert.Equal(own, Assert.Single(listener.LocalEnds).Cid);
    }

    [Fact]
    public async Task Listen_WhenTheCidIsNotThisMachines_ThenSaysSo()
    {
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => StreamListener.ListenAsync(Address.Parse("vsock:4294967294:*")).Soon());
        Assert.Equal(
            "vsock:4294967294:*: Cannot assign requested address (bind: EADDRNOTAVAIL); it is no CID of this machine: "
                + "* is all that it has",
            e.Message);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Accept_WhenItIsCancelledOrTheListenerCloses_ThenEnds(string engine)
    {
        var listener = await VsockLoopback.ListenAsync("vsock:*:*", VsockLoopback.Engine(engine));
        using var cancel = new CancellationTokenSource();
        var cancelled = listener.AcceptAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
        var pending = listener.AcceptAsync().AsTask();
        await listener.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pending.Soon());
    }
}
