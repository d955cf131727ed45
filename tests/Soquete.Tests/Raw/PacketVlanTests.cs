using System.Buffers.Binary;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Namespaces;
using Soquete.Wire.Link;

namespace Soquete.Tests.Raw;

/// <summary>VLAN tags, which the kernel takes out of what it receives.</summary>
public class PacketVlanTests
{
    [RootTheory]
    [InlineData(0x8100, 0xA123)]
    [InlineData(0x88a8, 7)]
    public async Task Tag_WhenItCameInTheFrame_ThenStandsThereStill(int protocol, int tag)
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var any = await pair.Right.OpenAsync(on: "any");
        await using var anyRing = await pair.Right.OpenRingAsync(on: "any");
        var tagged = WithTag(PacketTestFrame.Of(1, 100), (ushort)protocol, (ushort)tag);
        await CheckAsync(pair, () => sender.Send(tagged), tagged);

        // A cooked packet has the tag's EtherType in its header, and what was behind it behind that.
        var cooked = await any.ReceiveWholeAsync();
        while (!cooked.Frame.IsVlanTagPutBack)
        {
            cooked = await any.ReceiveWholeAsync();
        }

        foreach (var bytes in new[] { cooked.Bytes, (await TaggedAsync(anyRing)).Bytes })
        {
            Assert.True(CookedView.TryReadSll2(bytes, out var view));
            Assert.Equal(protocol, view.EtherType);
            Assert.Equal(Convert.ToHexString(tagged[14..]), Convert.ToHexString(view.Payload));
        }
    }

    [RootFact]
    public async Task Tags_WhenThereAreTwo_ThenBothAreThereInTheirOrder()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        var tagged = WithTag(WithTag(PacketTestFrame.Of(1, 100), 0x8100, 5), 0x88a8, 9);
        await CheckAsync(pair, () => sender.Send(tagged), tagged);
    }

    [RootFact]
    public async Task Frame_WhenTheBufferIsFullWithoutTheTag_ThenItsEndIsLostAndItSaysSo()
    {
        await using var pair = await VethPair.CreateAsync();
        await using var sender = await pair.Left.OpenAsync();
        await using var receiver = await pair.Right.OpenAsync();
        var tagged = WithTag(PacketTestFrame.Of(1, 100), 0x8100, 7);
        foreach (var room in new[] { 103, 100, 60, 16 })
        {
            sender.Send(tagged);
            var buffer = new byte[room];
            var told = await receiver.ReceiveAsync(buffer).Soon();
            while (!told.IsVlanTagPutBack)
            {
                told = await receiver.ReceiveAsync(buffer).Soon();
            }

            Assert.Equal((room, 104), (told.Count, told.OriginalLength));
            Assert.Equal(tagged[..room], buffer);
        }
    }

    private static async Task CheckAsync(VethPair pair, Action send, byte[] onWire)
    {
        await using var socket = await pair.Right.OpenAsync();
        await using var ring = await pair.Right.OpenRingAsync();
        send();
        var seen = await socket.ReceiveWholeAsync();
        while (!seen.Frame.IsVlanTagPutBack)
        {
            seen = await socket.ReceiveWholeAsync();
        }

        Assert.Equal(Convert.ToHexString(onWire), Convert.ToHexString(seen.Bytes));
        Assert.Equal((onWire.Length, onWire.Length), (seen.Frame.Count, seen.Frame.OriginalLength));
        var inRing = await TaggedAsync(ring);
        Assert.Equal(Convert.ToHexString(onWire), Convert.ToHexString(inRing.Bytes));
        Assert.Equal(onWire.Length, inRing.OriginalLength);
    }

    private static async Task<SeenFrame> TaggedAsync(PacketRing ring)
    {
        while (true)
        {
            if ((await ring.ReadAsync(1)).Find(seen => seen.IsVlanTagPutBack) is { } tagged)
            {
                return tagged;
            }
        }
    }

    private static byte[] WithTag(byte[] frame, ushort protocol, ushort tag)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, protocol);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), tag);
        return [.. frame[..12], .. bytes, .. frame[12..]];
    }
}
