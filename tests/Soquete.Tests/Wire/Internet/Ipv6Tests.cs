using System.Buffers.Binary;
using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Internet;

public class Ipv6Tests
{
    private static readonly string[] Packets = [.. Frames.All.Where(
        frame => Frames.Bytes(frame).AsSpan(12).StartsWith((ReadOnlySpan<byte>)[0x86, 0xDD]))];

    [Fact]
    public void Packet_WhenRead_ThenFieldsAreThoseThatWereSent()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Udp6), out var view));
        Assert.Equal(0, view.TrafficClass);
        Assert.Equal(0xB40E7U, view.FlowLabel);
        Assert.Equal(13, view.PayloadLength);
        Assert.Equal(13U, view.FullPayloadLength);
        Assert.Equal(IpProtocol.Udp, view.NextHeader);
        Assert.Equal(64, view.HopLimit);
        Assert.Equal(IPAddress.Parse("2001:db8::1"), view.Source);
        Assert.Equal(IPAddress.Parse("2001:db8::2"), view.Destination);
        Assert.False(view.IsTruncated);
        Assert.False(view.IsJumbogram);
        Assert.Equal(13, view.Payload.Length);
        Assert.False(view.Extensions.GetEnumerator().MoveNext());
        Assert.Equal(0, view.UpperLayer.ExtensionsLength);
        Assert.True(view.UpperLayer.HasHeader);
    }

    [Fact]
    public void Headers_WhenReadAndWritten_ThenAreTheSame()
    {
        Assert.True(Packets.Length > 6);
        foreach (var packet in Packets.Select(Frames.Packet))
        {
            Assert.True(Ipv6View.TryRead(packet, out var view));
            var header = Ipv6Header.Read(view);
            var written = new byte[packet.Length];
            var length = header.Write(written, view.PayloadLength);
            foreach (var extension in view.Extensions)
            {
                length += Ipv6ExtensionHeader.Read(extension).Write(written.AsSpan(length));
            }

            Assert.Equal(packet.Length - view.UpperLayer.Payload.Length, length);
            view.UpperLayer.Payload.CopyTo(written.AsSpan(length));
            Assert.Equal(packet, written);
            Assert.True(Ipv6View.TryRead(written, out var again));
            Assert.Equal(header, Ipv6Header.Read(again));
        }
    }

    [Fact]
    public void Padding_WhenTheLinkHasAddedIt_ThenIsNoPayload()
    {
        Assert.True(Ipv6View.TryRead([.. Frames.Packet(Frames.Udp6), 0, 0, 0], out var view));
        Assert.Equal(13, view.Payload.Length);
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Udp6).AsSpan(0, 45), out view));
        Assert.Equal(5, view.Payload.Length);
        Assert.True(view.IsTruncated);
    }

    /// <summary>RFC 2675: a length of 0, and the true one in an option for each hop.</summary>
    [Theory]
    [InlineData(65_536U, true, 65_536U)]
    [InlineData(100_000U, true, 100_000U)]
    [InlineData(uint.MaxValue, true, uint.MaxValue)]
    [InlineData(65_535U, false, 0U)]
    [InlineData(0U, false, 0U)]
    public void Jumbogram_WhenRead_ThenItsOptionTellsTheLength(uint length, bool isJumbogram, uint expected)
    {
        var packet = Jumbogram(length, 80_000);
        Assert.True(Ipv6View.TryRead(packet, out var view));
        Assert.Equal(isJumbogram, view.IsJumbogram);
        Assert.Equal(expected, view.FullPayloadLength);
        Assert.Equal((int)Math.Min(expected, 80_000), view.Payload.Length);
        Assert.Equal(expected > 80_000, view.IsTruncated);
        Assert.Equal(isJumbogram ? IpProtocol.Udp : IpProtocol.HopByHop, view.UpperLayer.Protocol);
        Assert.Equal(isJumbogram, view.UpperLayer.HasHeader);
    }

    /// <summary>Its pseudo header has a length of 32 bits, and the datagram's own is 0 (RFC 2675 section 4).</summary>
    [Fact]
    public void Jumbogram_WhenOfUdp_ThenItsChecksumIsOfAllOfIt()
    {
        var packet = Jumbogram(70_000, 70_000);
        Assert.True(IpView.TryRead(packet, out var view));
        Assert.Equal(70_000U - 8, view.PayloadLength);
        var header = new UdpHeader { SourcePort = 1, DestinationPort = 2 };
        header.Write(packet.AsSpan(48), packet.AsSpan(56), view.SourceBytes, view.DestinationBytes);
        Assert.True(IpView.TryRead(packet, out view));
        Assert.True(UdpView.TryRead(view.Payload, out var datagram));
        Assert.Equal(0, datagram.Length);
        Assert.Equal(70_000 - 16, datagram.PayloadLength);
        Assert.False(datagram.IsTruncated);
        Assert.True(datagram.IsChecksumValid(view));
        packet[^1] ^= 1;
        Assert.False(datagram.IsChecksumValid(view));
    }

    [Fact]
    public void Payload_WhenItsLengthIsZeroWithoutAnOption_ThenThereIsNone()
    {
        var packet = Frames.Packet(Frames.Udp6);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), 0);
        Assert.True(Ipv6View.TryRead(packet, out var view));
        Assert.True(view.Payload.IsEmpty);
        Assert.False(view.IsTruncated);
        Assert.False(view.IsJumbogram);
    }

    [Fact]
    public void Header_WhenOutOfRange_ThenThrows()
    {
        Assert.True(Ipv6View.TryRead(Frames.Packet(Frames.Udp6), out var view));
        var header = Ipv6Header.Read(view);
        var room = new byte[Ipv6Header.Length];
        Assert.Throws<ArgumentOutOfRangeException>(() => header with { FlowLabel = 0x100000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => header.Write(room, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => header.Write(room, 65_536));
        Assert.Throws<ArgumentException>(() => header.Write(room.AsSpan(1), 0));
        Assert.Throws<ArgumentException>(() => (header with { Source = IPAddress.Any }).Write(room, 0));
        Assert.False(Ipv6View.TryRead([0x45, .. room.AsSpan(1)], out _));
    }

    [Fact]
    public void Header_WhenEveryFieldIsSet_ThenItIsReadBack()
    {
        var header = new Ipv6Header
        {
            TrafficClass = 0xB9, FlowLabel = 0xFEDCB, NextHeader = 253, HopLimit = 1,
            Source = IPAddress.Parse("fe80::1%3"), Destination = IPAddress.Parse("ff02::1"),
        };
        var packet = new byte[Ipv6Header.Length];
        Array.Fill(packet, byte.MaxValue);
        header.Write(packet, 0);
        Assert.True(Ipv6View.TryRead(packet, out var view));
        Assert.Equal(0xB9 >> 2, view.Dscp);
        Assert.Equal(1, view.Ecn);
        Assert.Equal(header with { Source = IPAddress.Parse("fe80::1") }, Ipv6Header.Read(view));
    }

    private static byte[] Jumbogram(uint payloadLength, int payloadThatIsThere)
    {
        var packet = new byte[Ipv6View.HeaderLength + payloadThatIsThere];
        var header = new Ipv6Header
        {
            NextHeader = IpProtocol.HopByHop, Source = IPAddress.IPv6Loopback, Destination = IPAddress.IPv6Loopback,
        };
        var length = header.Write(packet, 0);
        var option = new byte[6];
        (option[0], option[1]) = (Ipv6OptionType.JumboPayload, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(option.AsSpan(2), payloadLength);
        Ipv6ExtensionHeader.OfOptions(IpProtocol.HopByHop, IpProtocol.Udp, option).Write(packet.AsSpan(length));
        return packet;
    }
}
