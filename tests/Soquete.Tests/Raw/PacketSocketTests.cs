using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Filters;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire;
using Soquete.Wire.Link;
using Xunit.Abstractions;

namespace Soquete.Tests.Raw;

/// <summary>Frames between the two ends of a link.</summary>
public class PacketSocketTests(ITestOutputHelper output)
{
    [RootFact]
    public async Task Frames_WhenSent_ThenComeAsTheyAreWithWhatTheKernelKnows()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        var random = SeededRandom.Create(output);
        long last = 0;
        for (var i = 0; i < 200; i++)
        {
            var frame = PacketTestFrame.Of(i, random.Next(18, 1514));
            await sender.SendAsync(frame);
            var (told, bytes) = await receiver.ReceiveWholeAsync();
            Assert.Equal(frame, bytes);
            Assert.Equal((frame.Length, frame.Length, false), (told.Count, told.OriginalLength, told.IsTruncated));
            Assert.Equal((CookedPacketType.Broadcast, 0x88b5), (told.PacketType, told.Protocol));
            Assert.Equal((pair.Right.Index, 1), (told.InterfaceIndex, told.HardwareType));
            Assert.True(told.Timestamp > last, $"{told.Timestamp} after {last}");
            last = told.Timestamp;
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.InRange(last / 1_000_000, now - 600_000, now);
        Assert.Equal((200, 200), (sender.FramesSent, receiver.Statistics.Received));
    }

    [RootFact]
    public async Task Socket_WhenOpened_ThenTellsOfItsInterface()
    {
        await using var pair = await VethPair.CreateAsync(mtu: 1400);
        await using var socket = await pair.Left.OpenAsync();
        Assert.Equal((pair.Left.Interface, pair.Left.Index), (socket.InterfaceName, socket.InterfaceIndex));
        Assert.Equal((LinkType.Ethernet, 1400), (socket.LinkType, socket.Mtu));
        var listed = await pair.Left.Namespace.IpAsync($"link show dev {pair.Left.Interface}\n");
        Assert.Contains($"link/ether {socket.HardwareAddress}", listed, StringComparison.Ordinal);
        await using var loopback = await pair.Left.OpenAsync(on: "lo");
        Assert.Equal((LinkType.Ethernet, 65536), (loopback.LinkType, loopback.Mtu));
        await using var any = await pair.Left.OpenAsync(on: "any");
        Assert.Equal(
            (LinkType.LinuxSll2, null, null, 0), (any.LinkType, any.Mtu, any.HardwareAddress, any.InterfaceIndex));
    }

    /// <summary>A tunnel's packets have no header of a link: what they begin with is known before any comes.</summary>
    [RootFact]
    public async Task Socket_WhenTheInterfaceHasNoLinkHeader_ThenItsPacketsBeginWithIp()
    {
        await using var pair = await VethPair.CreateAsync();
        await pair.Left.Namespace.IpAsync("tuntap add dev tun7 mode tun\n");
        await using var socket = await pair.Left.OpenAsync(on: "tun7");
        Assert.Equal((LinkType.Raw, null), (socket.LinkType, socket.HardwareAddress));
        await using var cooked = await pair.Left.OpenAsync(",cooked", on: "tun7");
        Assert.Equal(LinkType.LinuxSll2, cooked.LinkType);
        var asked = new List<LinkType>();
        foreach (var name in new[] { "tun7", "any", pair.Left.Interface })
        {
            var address = Address.Parse($"packet:{name}");
            await using var filtered = await pair.Left.Namespace.RunAsync(() => PacketRing.OpenAsync(
                address, type => { asked.Add(type); return BpfProgram.RejectAll; }).AsTask()).Soon();
        }

        Assert.Equal([LinkType.Raw, LinkType.LinuxSll2, LinkType.Ethernet], asked);
    }

    [RootFact]
    public async Task Frame_WhenTheBufferIsTooSmall_ThenItIsCutAndSaysSo()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        await using var snapped = await pair.Right.OpenAsync(PacketTestFrame.Only + ",snap-length=64");
        var frame = PacketTestFrame.Of(1, 1000);
        await sender.SendAsync(frame);
        var buffer = new byte[100];
        var told = await receiver.ReceiveAsync(buffer).Soon();
        Assert.Equal((100, 1000, true), (told.Count, told.OriginalLength, told.IsTruncated));
        Assert.Equal(frame[..100], buffer);
        var (short_, bytes) = await snapped.ReceiveWholeAsync();
        Assert.Equal((64, 1000, true), (short_.Count, short_.OriginalLength, short_.IsTruncated));
        Assert.Equal(frame[..64], bytes);
    }

    [RootFact]
    public async Task Outgoing_WhenIgnored_ThenOnlyWhatArrivesIsSeen()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var left = await pair.Left.OpenAsync();
        await using var right = await pair.Right.OpenAsync();
        await using var both = await pair.Left.OpenAsync();
        await using var arrivals = await pair.Left.OpenAsync(",ignore-outgoing");
        await left.SendAsync(PacketTestFrame.Of(1));
        await right.SendAsync(PacketTestFrame.Of(2));
        var seen = new[] { await NextTestFrameAsync(both), await NextTestFrameAsync(both) };
        Assert.Equal([(1, CookedPacketType.Outgoing), (2, CookedPacketType.Broadcast)], seen);
        Assert.Equal((2, CookedPacketType.Broadcast), await NextTestFrameAsync(arrivals));
    }

    [RootFact]
    public async Task Frame_WhenLongerThanTheLinkTakes_ThenSaysSoAndTheNextOneGoes()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        var failure = await Assert.ThrowsAsync<MessageTooLongException>(
            () => sender.SendAsync(PacketTestFrame.Of(1, 1515)).AsTask());
        Assert.Contains("the interface's MTU is 1500 bytes", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => sender.SendAsync(new byte[10]).AsTask());
        await sender.SendAsync(PacketTestFrame.Of(2, 1514));
        Assert.Equal(2, PacketTestFrame.NumberOf((await receiver.ReceiveWholeAsync()).Bytes));
    }

    [RootFact]
    public async Task CookedFrames_WhenTheyCrossALink_ThenHaveAHeaderThatCanBeSentAgain()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync(",cooked");
        await using var any = await pair.Right.OpenAsync(PacketTestFrame.Only, on: "any");
        await using var raw = await pair.Right.OpenAsync(PacketTestFrame.Only);
        byte[] header =
        [
            0x88, 0xb5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, .. Convert.FromHexString("FFFFFFFFFFFF"), 0, 0,
        ];
        await sender.SendAsync((byte[])[.. header, 1, 2, 3, 4]);
        var (told, bytes) = await any.ReceiveWholeAsync();
        Assert.True(CookedView.TryReadSll2(bytes, out var cooked));
        Assert.Equal([1, 2, 3, 4], cooked.Payload.ToArray());
        Assert.Equal((0x88b5, (uint)pair.Right.Index), (cooked.EtherType, cooked.InterfaceIndex));
        Assert.Equal((CookedPacketType.Broadcast, 1), (cooked.PacketType, cooked.HardwareType));
        Assert.Equal(sender.HardwareAddress, cooked.Source);
        Assert.Equal((24, 24), (told.Count, told.OriginalLength));
        var (_, frame) = await raw.ReceiveWholeAsync();
        var source = new byte[MacAddress.Length];
        sender.HardwareAddress!.Value.CopyTo(source);
        Assert.Equal(
            $"FFFFFFFFFFFF{Convert.ToHexString(source)}88B501020304", Convert.ToHexString(frame));
        await Assert.ThrowsAsync<ArgumentException>(() => any.ReceiveAsync(new byte[19]).AsTask());
    }

    [RootFact]
    public async Task Filter_WhenGivenOnOpening_ThenNothingElseWasEverReceived()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        using var stop = new CancellationTokenSource();
        var flood = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                sender.Send(PacketTestFrame.Of(i % 1000));
            }
        });
        for (var round = 0; round < 20; round++)
        {
            await using var receiver = await pair.Right.OpenAsync(filter: BpfProgram.RejectAll);
            Assert.Equal(default, receiver.Statistics);
            var even = PacketFilter.Parse("ether[17] & 1 = 0 and ether proto 0x88b5").Compile(LinkType.Ethernet);
            await using var filtered = await pair.Right.OpenAsync(filter: even);
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(0, PacketTestFrame.NumberOf((await filtered.ReceiveWholeAsync()).Bytes) % 2);
            }
        }

        await stop.CancelAsync();
        await flood.Soon();
    }

    [RootFact]
    public async Task Filter_WhenAttachedLater_ThenWhatWasQueuedBeforeIsGone()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync(PacketTestFrame.Only);
        for (var i = 0; i < 50; i++)
        {
            await sender.SendAsync(PacketTestFrame.Of(i));
        }

        await Eventually.HoldsAsync(() => receiver.Statistics.Received == 50);
        receiver.Attach(PacketFilter.Parse("ether[17] & 1 = 1").Compile(LinkType.Ethernet));
        for (var i = 100; i < 110; i++)
        {
            await sender.SendAsync(PacketTestFrame.Of(i));
        }

        foreach (var expected in new[] { 101, 103, 105, 107, 109 })
        {
            Assert.Equal(expected, PacketTestFrame.NumberOf((await receiver.ReceiveWholeAsync()).Bytes));
        }

        receiver.Detach();
        receiver.Detach();
        await sender.SendAsync(PacketTestFrame.Of(200));
        Assert.Equal(200, PacketTestFrame.NumberOf((await receiver.ReceiveWholeAsync()).Bytes));
    }

    [RootFact]
    public async Task Filter_WhenTheSocketIsCooked_ThenSeesTheHeaderThatTheKernelDoesNotHave()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        var program = PacketFilter.Parse("arp or udp port 7").Compile(LinkType.LinuxSll2);
        await using var any = await pair.Right.OpenAsync(filter: program, on: "any");
        await sender.SendAsync(PacketTestFrame.Of(1));
        await pair.Left.Namespace.RunAsync(async () =>
        {
            using var client = new UdpClient(0);
            await client.SendAsync(new byte[] { 1, 2, 3 }, new IPEndPoint(pair.Right.IPv4, 7));
        }).Soon();
        var kinds = new List<int>();
        while (!kinds.Contains(EtherType.Ipv4))
        {
            kinds.Add((await any.ReceiveWholeAsync()).Frame.Protocol);
        }

        Assert.All(kinds, kind => Assert.Contains(kind, new int[] { EtherType.Arp, EtherType.Ipv4 }));
    }

    /// <summary>The next frame of the tests', past what the two hosts say by themselves.</summary>
    private static async Task<(int Number, CookedPacketType Type)> NextTestFrameAsync(PacketSocket socket)
    {
        while (true)
        {
            var (frame, bytes) = await socket.ReceiveWholeAsync();
            if (PacketTestFrame.Is(bytes))
            {
                return (PacketTestFrame.NumberOf(bytes), frame.PacketType);
            }
        }
    }
}
