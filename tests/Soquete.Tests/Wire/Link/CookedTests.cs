using Soquete.Wire;
using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

public class CookedTests
{
    private const ushort Ethernet = 1;

    [Fact]
    public void First_WhenRead_ThenFieldsAreThoseThatLinuxWrote()
    {
        Assert.True(CookedView.TryReadSll(Frames.Bytes(Frames.CookedArp), out var view));
        Assert.False(view.IsSecond);
        Assert.Equal(CookedPacketType.Broadcast, view.PacketType);
        Assert.Equal(Ethernet, view.HardwareType);
        Assert.Equal(MacAddress.Parse("02:00:00:00:00:01"), view.Source);
        Assert.Equal(0U, view.InterfaceIndex);
        Assert.Equal(EtherType.Arp, view.EtherType);
        Assert.Equal(Frames.Packet(Frames.ArpRequest), view.Payload);
    }

    [Fact]
    public void Second_WhenRead_ThenTellsTheInterfaceToo()
    {
        Assert.True(CookedView.TryReadSll2(Frames.Bytes(Frames.Cooked2Arp), out var view));
        Assert.True(view.IsSecond);
        Assert.Equal(CookedPacketType.Broadcast, view.PacketType);
        Assert.Equal(Ethernet, view.HardwareType);
        Assert.Equal(MacAddress.Parse("02:00:00:00:00:01"), view.Source);
        Assert.Equal(2U, view.InterfaceIndex);
        Assert.Equal(EtherType.Arp, view.EtherType);
        Assert.Equal(Frames.Packet(Frames.ArpRequest), view.Payload);
    }

    [Fact]
    public void Headers_WhenReadAndWritten_ThenAreTheSame()
    {
        var (first, second) = (Frames.Bytes(Frames.CookedArp), Frames.Bytes(Frames.Cooked2Arp));
        Assert.True(CookedView.TryReadSll(first, out var view));
        Check(CookedHeader.Read(view), first);
        Assert.True(CookedView.TryReadSll2(second, out view));
        Check(CookedHeader.Read(view), second);
    }

    /// <summary>The header has room for 8 bytes, however long it says that the address is.</summary>
    [Fact]
    public void Address_WhenLongerThanTheRoom_ThenIsCut()
    {
        var bytes = Frames.Bytes(Frames.Cooked2Arp);
        bytes[11] = 20;
        Assert.True(CookedView.TryReadSll2(bytes, out var view));
        Assert.Equal(20, view.AddressLength);
        Assert.Equal(bytes.AsSpan(12, 8), view.SourceBytes);
        Assert.Equal(default, view.Source);
        Check(CookedHeader.Read(view), bytes);
        Assert.Throws<ArgumentException>(() => new CookedHeader
        {
            PacketType = CookedPacketType.Host, HardwareType = Ethernet, EtherType = 0, Source = new byte[9],
        });
    }

    /// <summary>Linux has numbers of its own there: 4 is LLC, and is not taken for a length.</summary>
    [Fact]
    public void Number_WhenOneOfLinuxs_ThenIsNoLength()
    {
        byte[] bytes = [0, 4, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x42, 0x42, 3, 1, 2, 3];
        Assert.True(LinkPayload.TryRead(LinkType.LinuxSll2, bytes, out var payload));
        Assert.Equal(4, payload.EtherType);
        Assert.Equal(bytes.AsSpan(20), payload.Bytes);
    }

    private static void Check(CookedHeader header, byte[] bytes)
    {
        var written = new byte[header.Length];
        Assert.Equal(header.Length, header.Write(written));
        Assert.Equal(bytes.Take(header.Length), written);
        Assert.Throws<ArgumentException>(() => header.Write(new byte[header.Length - 1]));
    }
}
