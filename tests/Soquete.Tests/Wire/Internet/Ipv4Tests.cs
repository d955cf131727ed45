using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Tests.Wire.Internet;

public class Ipv4Tests
{
    private static readonly string[] Packets = [.. Frames.All.Where(
        frame => Frames.Bytes(frame).AsSpan(12).StartsWith((ReadOnlySpan<byte>)[0x08, 0x00]))];

    [Fact]
    public void Packet_WhenRead_ThenFieldsAreThoseThatWereSent()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.Udp), out var view));
        Assert.Equal(20, view.HeaderLength);
        Assert.Equal(0, view.TypeOfService);
        Assert.Equal(29, view.TotalLength);
        Assert.Equal(0x9a29, view.Identification);
        Assert.True(view.DontFragment);
        Assert.False(view.MoreFragments);
        Assert.False(view.IsReservedSet);
        Assert.False(view.IsFragment);
        Assert.Equal(0, view.FragmentOffset);
        Assert.Equal(64, view.TimeToLive);
        Assert.Equal(IpProtocol.Udp, view.Protocol);
        Assert.Equal(0x1ca3, view.Checksum);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), view.Source);
        Assert.Equal(IPAddress.Parse("192.0.2.2"), view.Destination);
        Assert.True(view.Options.Bytes.IsEmpty);
        Assert.Equal(9, view.PayloadLength);
        Assert.Equal(9, view.Payload.Length);
        Assert.False(view.IsTruncated);
    }

    [Fact]
    public void Headers_WhenReadAndWritten_ThenAreTheSame()
    {
        Assert.True(Packets.Length > 8);
        foreach (var packet in Packets.Select(Frames.Packet))
        {
            Assert.True(Ipv4View.TryRead(packet, out var view));
            Assert.True(view.IsChecksumValid);
            var header = Ipv4Header.Read(view);
            Assert.Equal(view.HeaderLength, header.Length);
            var written = new byte[header.Length];
            Assert.Equal(header.Length, header.Write(written, view.PayloadLength));
            Assert.Equal(packet.AsSpan(0, header.Length).ToArray(), written);
            Assert.True(Ipv4View.TryRead(written, out var again));
            Assert.Equal(header, Ipv4Header.Read(again));
        }
    }

    [Fact]
    public void Checksum_WhenABitIsTurned_ThenIsWrong()
    {
        var packet = Frames.Packet(Frames.Udp);
        for (var bit = 0; bit < 8 * 20; bit++)
        {
            var damaged = (byte[])packet.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Ipv4View.TryRead(damaged, out var view) && view.IsChecksumValid);
        }
    }

    [Fact]
    public void Padding_WhenTheLinkHasAddedIt_ThenIsNoPayload()
    {
        var padded = Frames.Packet(Frames.UdpPadded);
        Assert.True(padded.Length > Frames.Packet(Frames.Udp).Length);
        Assert.True(Ipv4View.TryRead(padded, out var view));
        Assert.Equal(9, view.Payload.Length);
        Assert.False(view.IsTruncated);
    }

    [Fact]
    public void Fragment_WhenRead_ThenTellsItsPlace()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.LastFragment), out var view));
        Assert.True(view.IsFragment);
        Assert.False(view.MoreFragments);
        Assert.Equal(2960, view.FragmentOffset);
        Assert.True(IpView.TryRead(Frames.Packet(Frames.LastFragment), out var packet));
        Assert.False(packet.HasHeader);
        Assert.False(packet.IsWhole);
        Assert.True(packet.IsFragment);
        Assert.Equal(0x9a2dU, packet.Identification);
    }

    [Fact]
    public void Capture_WhenCut_ThenThePacketIsTruncated()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.Udp).AsSpan(0, 24), out var view));
        Assert.True(view.IsTruncated);
        Assert.Equal(4, view.Payload.Length);
        Assert.Equal(9, view.PayloadLength);
        Assert.True(IpView.TryRead(Frames.Packet(Frames.Udp).AsSpan(0, 24), out var packet));
        Assert.True(packet.IsTruncated);
        Assert.False(packet.IsWhole);
    }

    /// <summary>Byte 0 is version and IHL, bytes 2 and 3 are the total length.</summary>
    [Theory]
    [InlineData(0, 0x44, false)]
    [InlineData(0, 0x65, false)]
    [InlineData(0, 0x55, false)]
    [InlineData(0, 0x40, false)]
    [InlineData(0, 0x47, true)]
    [InlineData(0, 0x48, false)]
    [InlineData(3, 19, false)]
    [InlineData(3, 1, false)]
    [InlineData(3, 20, true)]
    [InlineData(3, 255, true)]
    [InlineData(3, 0, true)]
    public void Header_WhenItsLengthsAreWrong_ThenIsRefused(int at, byte value, bool expected)
    {
        var packet = Frames.Packet(Frames.Udp);
        packet[at] = value;
        Assert.Equal(expected, Ipv4View.TryRead(packet, out _));
    }

    /// <summary>So it is captured where the card cuts packets that are longer than the field can say.</summary>
    [Fact]
    public void TotalLength_WhenZero_ThenAllThatIsThereIsThePackets()
    {
        var packet = new byte[70_000];
        Frames.Packet(Frames.Udp).CopyTo(packet, 0);
        packet[3] = 0;
        Assert.True(Ipv4View.TryRead(packet, out var view));
        Assert.Equal(70_000 - 20, view.Payload.Length);
        Assert.Equal(70_000 - 20, view.PayloadLength);
        Assert.False(view.IsTruncated);
    }

    [Fact]
    public void Header_WhenOutOfRange_ThenThrows()
    {
        Assert.True(Ipv4View.TryRead(Frames.Packet(Frames.Udp), out var view));
        var header = Ipv4Header.Read(view);
        var room = new byte[60];
        Assert.Throws<ArgumentOutOfRangeException>(() => header with { FragmentOffset = 12 });
        Assert.Throws<ArgumentOutOfRangeException>(() => header with { FragmentOffset = 65_536 });
        Assert.Equal(65_528, (header with { FragmentOffset = 65_528 }).FragmentOffset);
        Assert.Throws<ArgumentException>(() => header with { Options = new byte[41] });
        Assert.Throws<ArgumentException>(() => header.Write(room.AsSpan(0, 19), 0));
        Assert.Throws<ArgumentException>(() => (header with { Source = IPAddress.IPv6Any }).Write(room, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => header.Write(room, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => header.Write(room, 65_516));
        Assert.Equal(20, header.Write(room, 65_515));
    }

    /// <summary>Each bit of the fields by itself.</summary>
    [Fact]
    public void Header_WhenEveryFieldIsSet_ThenItIsReadBack()
    {
        var header = new Ipv4Header
        {
            TypeOfService = 0xB9, Identification = 0xFEDC, IsReservedSet = true, MoreFragments = true,
            FragmentOffset = 0x1FFF * 8, TimeToLive = 1, Protocol = 253,
            Source = IPAddress.Parse("203.0.113.255"), Destination = IPAddress.Broadcast,
            Options = new Ipv4OptionWriter().NoOperation().RouterAlert().RecordRoute(2).ToList(),
        };
        var packet = new byte[header.Length];
        Array.Fill(packet, byte.MaxValue);
        header.Write(packet, 0);
        Assert.True(Ipv4View.TryRead(packet, out var view));
        Assert.True(view.IsChecksumValid);
        Assert.Equal(0xB9 >> 2, view.Dscp);
        Assert.Equal(1, view.Ecn);
        Assert.Equal(header, Ipv4Header.Read(view));
        Assert.Equal(header.GetHashCode(), Ipv4Header.Read(view).GetHashCode());
    }
}
