using System.Globalization;
using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;

namespace Soquete.Tests.Raw;

/// <summary>Packet sockets and rings whose waits end: cancelled, closed, their interface down or gone.</summary>
public class PacketLifeTests
{
    [RootFact]
    public async Task Promiscuous_WhenClosed_ThenTheInterfaceIsAsItWas()
    {
        await using var pair = await VethPair.CreateAsync();
        Assert.Equal(0, await PromiscuityAsync(pair.Left));
        var first = await pair.Left.OpenAsync(",promiscuous");
        var second = await pair.Left.OpenRingAsync(",promiscuous");
        Assert.Equal(2, await PromiscuityAsync(pair.Left));
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal(1, await PromiscuityAsync(pair.Left));
        await second.DisposeAsync();
        Assert.Equal(0, await PromiscuityAsync(pair.Left));
    }

    [RootFact]
    public async Task Interface_WhenDown_ThenIsToldOnceAndFramesComeAgainWhereItIsUp()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only);
        var receiving = receiver.ReceiveWholeAsync();
        var waiting = ring.WaitAsync().AsTask();
        await pair.Right.Namespace.IpAsync($"link set {pair.Right.Interface} down\n");
        foreach (var wait in new Task[] { receiving, waiting })
        {
            var failure = await Assert.ThrowsAsync<SoqueteException>(() => wait.Soon());
            Assert.Equal("ENETDOWN", failure.ErrorName);
            Assert.Contains($"ip link set {pair.Right.Interface} up", failure.Message, StringComparison.Ordinal);
        }

        receiving = receiver.ReceiveWholeAsync();
        waiting = ring.WaitAsync().AsTask();
        await pair.Right.Namespace.IpAsync($"link set {pair.Right.Interface} up\n");
        await using var sender = await pair.Left.OpenAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await sender.SendAsync(PacketTestFrame.Of(5));
            return receiving.IsCompleted && waiting.IsCompleted;
        });
        Assert.Equal(PacketTestFrame.Of(5), (await receiving).Bytes);
        Assert.Equal(PacketTestFrame.Of(5), (await ring.ReadAsync(1))[0].Bytes);
    }

    [RootFact]
    public async Task Interface_WhenDownFromTheBeginning_ThenSaysSoWithoutWaiting()
    {
        await using var pair = await VethPair.CreateAsync();
        await pair.Right.Namespace.IpAsync($"link set {pair.Right.Interface} down\n");
        await using var receiver = await pair.Right.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync();
        var told = await Assert.ThrowsAsync<SoqueteException>(() => receiver.ReceiveWholeAsync().Soon());
        Assert.Equal("ENETDOWN", told.ErrorName);
        told = await Assert.ThrowsAsync<SoqueteException>(() => ring.WaitAsync().Soon());
        Assert.Equal("ENETDOWN", told.ErrorName);
        told = await Assert.ThrowsAsync<SoqueteException>(() => receiver.SendAsync(PacketTestFrame.Of(1)).Soon());
        Assert.Equal("ENETDOWN", told.ErrorName);
    }

    [RootFact]
    public async Task Interface_WhenDeletedUnderAWait_ThenIsToldAndStaysTold()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var receiver = await pair.Right.OpenAsync();
        await using var blocking = await pair.Right.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync();
        var ends = new[]
        {
            UntilGoneAsync(async () => await receiver.ReceiveWholeAsync()),
            UntilGoneAsync(() => Task.Run(() => blocking.Receive(new byte[2000]))),
            UntilGoneAsync(() => ring.WaitAsync().Soon()),
        };
        await pair.Left.Namespace.IpAsync($"link delete {pair.Left.Interface}\n");
        foreach (var end in ends)
        {
            var failure = await end.Soon();
            Assert.Equal("ENODEV", failure.ErrorName);
            Assert.Contains("the interface is gone", failure.Message, StringComparison.Ordinal);
        }

        var again = await Assert.ThrowsAsync<SoqueteException>(() => receiver.ReceiveWholeAsync().Soon());
        Assert.Equal("ENODEV", again.ErrorName);
        again = await Assert.ThrowsAsync<SoqueteException>(() => Task.Run(() => ring.Wait()).Soon());
        Assert.Equal("ENODEV", again.ErrorName);
        await Assert.ThrowsAsync<SoqueteException>(() => receiver.SendAsync(PacketTestFrame.Of(1)).Soon());
        Assert.Null(receiver.Mtu);
    }

    [RootFact]
    public async Task Interface_WhenAFrameWasQueuedBeforeItWentDown_ThenThatItIsGoneIsToldAfterIt()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only);
        await sender.SendAsync(PacketTestFrame.Of(7));
        Assert.Equal([7], (await ring.ReadAsync(1)).Select(seen => PacketTestFrame.NumberOf(seen.Bytes)));
        await pair.Right.Namespace.IpAsync($"link set {pair.Right.Interface} down\n");
        var told = await Assert.ThrowsAsync<SoqueteException>(() => receiver.ReceiveWholeAsync().Soon());
        Assert.Equal("ENETDOWN", told.ErrorName);
        Assert.Equal(7, PacketTestFrame.NumberOf((await receiver.ReceiveWholeAsync().Soon()).Bytes));
        var end = UntilGoneAsync(async () => await receiver.ReceiveWholeAsync());
        await pair.Left.Namespace.IpAsync($"link delete {pair.Left.Interface}\n");
        Assert.Equal("ENODEV", (await end.Soon()).ErrorName);
    }

    [RootFact]
    public async Task Waits_WhenCancelled_ThenEndAndNothingIsLost()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        await using var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only);
        await using var silent = await pair.Right.OpenRingAsync(filter: BpfProgram.RejectAll);
        await using var otherSilent = await pair.Right.OpenRingAsync(filter: BpfProgram.RejectAll);
        for (var i = 0; i < 20; i++)
        {
            using var cancel = new CancellationTokenSource();
            var receiving = receiver.ReceiveAsync(new byte[2000], cancel.Token).AsTask();
            var waiting = silent.WaitAsync(cancel.Token).AsTask();
            var blocking = Task.Run(() => otherSilent.Wait(null, cancel.Token));
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocking.Soon());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.Soon());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
            await sender.SendAsync(PacketTestFrame.Of(i));
            Assert.Equal(i, PacketTestFrame.NumberOf((await receiver.ReceiveWholeAsync()).Bytes));
        }

        var inRing = (await ring.ReadAsync(20)).Select(seen => PacketTestFrame.NumberOf(seen.Bytes));
        Assert.Equal(Enumerable.Range(0, 20), inRing);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PacketSocket.OpenAsync(Address.Parse("packet:lo"), cancellationToken: cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PacketRing.OpenAsync(Address.Parse("packet:lo"), cancellationToken: cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => sender.SendAsync(PacketTestFrame.Of(1), cancelled).AsTask());
    }

    [RootFact]
    public async Task Waits_WhenClosed_ThenEndOnThreadsToo()
    {
        await using var pair = await VethPair.CreateAsync();
        var socket = await pair.Right.OpenAsync(PacketTestFrame.Only);
        var other = await pair.Right.OpenAsync(PacketTestFrame.Only);
        var ring = await pair.Right.OpenRingAsync(PacketTestFrame.Only);
        var otherRing = await pair.Right.OpenRingAsync(PacketTestFrame.Only);
        var waits = new[]
        {
            socket.ReceiveWholeAsync(), Task.Factory.StartNew(
                () => other.Receive(new byte[2000]), TaskCreationOptions.LongRunning),
            ring.WaitAsync().AsTask(), Task.Factory.StartNew(() => otherRing.Wait(), TaskCreationOptions.LongRunning),
        };
        await socket.DisposeAsync();
        await other.DisposeAsync();
        await ring.DisposeAsync();
        await otherRing.DisposeAsync();
        foreach (var wait in waits)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => wait.Soon());
        }

        Assert.Throws<ObjectDisposedException>(() => { socket.TryReceive(new byte[100], out _); });
        Assert.Throws<ObjectDisposedException>(() => { ring.TryRead(out _); });
        Assert.Equal(default, ring.Statistics);
    }

    private static async Task<SoqueteException> UntilGoneAsync(Func<Task> wait)
    {
        while (true)
        {
            try
            {
                await wait();
            }
            catch (SoqueteException failure) when (failure.ErrorName != "ENETDOWN")
            {
                return failure;
            }
            catch (SoqueteException)
            {
                // It goes down before it is gone.
            }
        }
    }

    private static async Task<int> PromiscuityAsync(LinkEnd end)
    {
        var text = await IpCommand.RunAsync("-netns", end.Namespace.Name, "-d", "link", "show", "dev", end.Interface);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.Parse(words[Array.IndexOf(words, "promiscuity") + 1], CultureInfo.InvariantCulture);
    }
}
