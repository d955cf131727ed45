using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Transport;

public class UdpTests
{
    [Fact]
    public void Datagram_WhenRead_ThenFieldsAreThoseThatWereSent()
    {
        Assert.True(IpView.TryRead(Frames.Packet(Frames.UdpPadded), out var ip));
        Assert.True(UdpView.TryRead(ip.Payload, out var view));
        Assert.Equal(49052, view.SourcePort);
        Assert.Equal(7001, view.DestinationPort);
        Assert.Equal(9, view.Length);
        Assert.Equal(0x2be2, view.Checksum);
        Assert.True(view.HasChecksum);
        Assert.True(view.IsChecksumValid(ip));
        Assert.Equal("u"u8, view.Payload);
        Assert.False(view.IsTruncated);
    }

    [Theory]
    [InlineData(Frames.Udp)]
    [InlineData(Frames.UdpPadded)]
    [InlineData(Frames.UdpWithoutChecksum)]
    [InlineData(Frames.Udp6)]
    [InlineData(Frames.DestinationOptions)]
    [InlineData(Frames.Chain)]
    [InlineData(Frames.Authenticated)]
    public void Header_WhenReadAndWritten_ThenIsTheSame(string frame)
    {
        Assert.True(IpView.TryRead(Frames.Packet(frame), out var ip));
        Assert.True(UdpView.TryRead(ip.Payload, out var view));
        Assert.True(view.IsChecksumValid(ip));
        Assert.True(view.IsChecksumValid(ip.SourceBytes, ip.DestinationBytes));
        var header = UdpHeader.Read(view);
        var written = new byte[UdpHeader.Length];
        Array.Fill(written, byte.MaxValue);
        Assert.Equal(UdpHeader.Length, header.Write(written, view.Payload, ip.Source, ip.Destination));
        Assert.Equal(ip.Payload[..8], written);
        Assert.True(UdpView.TryRead(written, out var again));
        Assert.Equal(header, UdpHeader.Read(again));
        Assert.Throws<ArgumentException>(() => header.Write(new byte[7], [], IPAddress.Loopback, IPAddress.Loopback));
    }

    /// <summary>RFC 768: 0 would be none, and 0xFFFF is the same number.</summary>
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void Checksum_WhenItComesOutAsZero_ThenIsAllOnes(string from, string to)
    {
        var (source, destination) = (IPAddress.Parse(from), IPAddress.Parse(to));
        var header = new UdpHeader { SourcePort = 1, DestinationPort = 2 };
        var datagram = new byte[UdpHeader.Length + 2];
        header.Write(datagram, datagram.AsSpan(UdpHeader.Length), source, destination);
        // The checksum of zeros, as payload, takes the sum to all ones.
        datagram.AsSpan(6, 2).CopyTo(datagram.AsSpan(8));
        header.Write(datagram, datagram.AsSpan(UdpHeader.Length), source, destination);
        Assert.Equal([0xFF, 0xFF], datagram[6..8]);
        Assert.True(UdpView.TryRead(datagram, out var view));
        Assert.True(view.IsChecksumValid(source.GetAddressBytes(), destination.GetAddressBytes()));
    }

    /// <summary>Over IPv4 there need not be a checksum; over IPv6 there must (RFC 8200 section 8.1).</summary>
    [Fact]
    public void Checksum_WhenThereIsNone_ThenTheVersionDecides()
    {
        var datagram = new byte[UdpHeader.Length];
        new UdpHeader { SourcePort = 1, DestinationPort = 2, OmitsChecksum = true }
            .Write(datagram, [], IPAddress.Loopback, IPAddress.Loopback);
        Assert.True(UdpView.TryRead(datagram, out var view));
        Assert.False(view.HasChecksum);
        Assert.True(view.IsChecksumValid(new byte[4], new byte[4]));
        Assert.False(view.IsChecksumValid(new byte[16], new byte[16]));
        var packet = Frames.Packet(Frames.Udp6);
        packet.AsSpan(46, 2).Clear();
        Assert.True(IpView.TryRead(packet, out var ip));
        Assert.True(UdpView.TryRead(ip.Payload, out view));
        Assert.False(view.IsChecksumValid(ip));
    }

    [Fact]
    public void Checksum_WhenABitIsTurned_ThenIsWrong()
    {
        var packet = Frames.Packet(Frames.Udp6);
        Assert.True(IpView.TryRead(packet, out var ip));
        for (var bit = 8 * ip.HeaderLength; bit < 8 * packet.Length; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(UdpView.TryRead(ip.Payload, out var view) && view.IsChecksumValid(ip));
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>What IP carries beyond the datagram is not its own, nor in its checksum (RFC 9868).</summary>
    [Fact]
    public void Datagram_WhenShorterThanIpsPayload_ThenTheRestIsNotItsOwn()
    {
        var packet = new byte[20 + UdpHeader.Length + 5 + 4];
        var header = new Ipv4Header
        {
            Protocol = IpProtocol.Udp, Source = IPAddress.Loopback, Destination = IPAddress.Loopback,
        };
        header.Write(packet, packet.Length - 20);
        "hello"u8.CopyTo(packet.AsSpan(28));
        packet.AsSpan(33).Fill(byte.MaxValue);
        new UdpHeader { SourcePort = 1, DestinationPort = 2 }
            .Write(packet.AsSpan(20), "hello"u8, IPAddress.Loopback, IPAddress.Loopback);
        Assert.True(IpView.TryRead(packet, out var ip));
        Assert.True(UdpView.TryRead(ip.Payload, out var view));
        Assert.Equal("hello"u8, view.Payload);
        Assert.True(view.IsChecksumValid(ip));
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(1, false, false)]
    [InlineData(7, false, false)]
    [InlineData(8, true, false)]
    [InlineData(9, true, false)]
    [InlineData(10, true, true)]
    public void Datagram_WhenItsLengthIsWrong_ThenIsRefusedOrCut(byte length, bool expected, bool isTruncated)
    {
        var datagram = new byte[9];
        datagram[5] = length;
        Assert.Equal(expected, UdpView.TryRead(datagram, out var view));
        Assert.Equal(isTruncated, expected && view.IsTruncated);
    }
}
