using System.Net;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Tests.Wire.Transport;

public class TcpTests
{
    public static readonly TheoryData<string> Segments =
    [
        Frames.TcpSyn, Frames.TcpFastOpen, Frames.TcpSynAck, Frames.TcpUrgent, Frames.TcpSack, Frames.Tcp6FastOpen,
    ];

    [Fact]
    public void Segment_WhenRead_ThenFieldsAreThoseThatWereSent()
    {
        var packet = Frames.Packet(Frames.TcpUrgent);
        Assert.True(Ipv4View.TryRead(packet, out var ip));
        Assert.True(TcpView.TryRead(ip.Payload, out var view));
        Assert.Equal(38478, view.SourcePort);
        Assert.Equal(7000, view.DestinationPort);
        Assert.Equal(0xc515cfc8U, view.SequenceNumber);
        Assert.Equal(0x8bb65f2fU, view.AcknowledgmentNumber);
        Assert.Equal(32, view.HeaderLength);
        Assert.Equal(TcpFlags.Psh | TcpFlags.Ack | TcpFlags.Urg, view.Flags);
        Assert.Equal(0, view.Reserved);
        Assert.Equal(0x4b, view.Window);
        Assert.Equal(0x3b38, view.Checksum);
        Assert.Equal(1, view.UrgentPointer);
        Assert.Equal("!"u8, view.Payload);
        Assert.True(view.IsChecksumValid(ip.SourceBytes, ip.DestinationBytes));
    }

    [Theory]
    [MemberData(nameof(Segments))]
    public void Header_WhenReadAndWritten_ThenIsTheSame(string frame)
    {
        Assert.True(IpView.TryRead(Frames.Packet(frame), out var ip));
        Assert.True(ip.IsWhole);
        Assert.True(TcpView.TryRead(ip.Payload, out var view));
        Assert.True(view.IsChecksumValid(ip));
        Assert.True(view.IsChecksumValid(ip.SourceBytes, ip.DestinationBytes));
        var header = TcpHeader.Read(view);
        var written = new byte[header.Length];
        Assert.Equal(header.Length, header.Write(written, view.Payload, ip.SourceBytes, ip.DestinationBytes));
        Assert.Equal(view.HeaderBytes, written);
        Array.Fill(written, byte.MaxValue);
        header.Write(written, view.Payload, ip.Source, ip.Destination);
        Assert.Equal(view.HeaderBytes, written);
        Assert.True(TcpView.TryRead(written, out var again));
        Assert.Equal(header, TcpHeader.Read(again));
    }

    [Theory]
    [MemberData(nameof(Segments))]
    public void Checksum_WhenABitIsTurned_ThenIsWrong(string frame)
    {
        var packet = Frames.Packet(frame);
        Assert.True(IpView.TryRead(packet, out var ip));
        for (var bit = 8 * ip.HeaderLength; bit < 8 * packet.Length; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(TcpView.TryRead(ip.Payload, out var view) && view.IsChecksumValid(ip));
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>The upper four bits of byte 12 count words of 4 bytes: there are 40 bytes.</summary>
    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x40, false)]
    [InlineData(0x50, true)]
    [InlineData(0xA0, true)]
    [InlineData(0xB0, false)]
    [InlineData(0xF0, false)]
    public void Segment_WhenItsDataOffsetIsWrong_ThenIsRefused(byte offset, bool expected)
    {
        var segment = new byte[40];
        segment[12] = offset;
        Assert.Equal(expected, TcpView.TryRead(segment, out _));
    }

    [Fact]
    public void Header_WhenEveryFieldIsSet_ThenItIsReadBack()
    {
        var header = new TcpHeader
        {
            SourcePort = 65_535, DestinationPort = 1, SequenceNumber = uint.MaxValue, AcknowledgmentNumber = 0x80000001,
            Flags = (TcpFlags)0x1FF, Reserved = 5, Window = 0x8001, UrgentPointer = 0xFFFE,
            Options = new TcpOptionWriter().MaximumSegmentSize(1460).WindowScale(14).ToList(),
        };
        var written = new byte[header.Length + 3];
        Array.Fill(written, byte.MaxValue);
        var (from, to) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));
        header.Write(written, written.AsSpan(header.Length), from, to);
        Assert.True(TcpView.TryRead(written, out var view));
        Assert.Equal(header, TcpHeader.Read(view));
        Assert.Equal(TcpFlags.Ae, view.Flags & TcpFlags.Ae);
        Assert.True(view.IsChecksumValid(from.GetAddressBytes(), to.GetAddressBytes()));
        Assert.Throws<ArgumentException>(() => header.Write(new byte[header.Length - 1], [], from, to));
        Assert.Throws<ArgumentException>(() => header.Write(written, [], from, IPAddress.IPv6Loopback));
        Assert.Throws<ArgumentOutOfRangeException>(() => header with { Reserved = 8 });
        Assert.Throws<ArgumentException>(() => header with { Options = new byte[41] });
    }

    /// <summary>What is not a whole number of words is filled with the end of the list.</summary>
    [Fact]
    public void Options_WhenNotWholeWords_ThenArePadded()
    {
        var header = new TcpHeader { SourcePort = 1, DestinationPort = 2, Options = new byte[] { 3, 3, 7 } };
        Assert.Equal(24, header.Length);
        var written = new byte[24];
        Array.Fill(written, byte.MaxValue);
        header.Write(written, [], IPAddress.Loopback, IPAddress.Loopback);
        Assert.Equal([3, 3, 7, 0], written[20..]);
    }

    [Fact]
    public void Beginning_WhenQuotedByAnError_ThenThePortsAreRead()
    {
        var segment = Frames.Packet(Frames.TcpSyn).AsSpan(20, 8);
        Assert.False(TcpView.TryRead(segment, out _));
        Assert.True(QuotedPortsView.TryRead(segment, out var quoted));
        Assert.Equal(38474, quoted.SourcePort);
        Assert.Equal(7000, quoted.DestinationPort);
        Assert.Equal(0xa8dbbaddU, quoted.TcpSequenceNumber);
        Assert.False(QuotedPortsView.TryRead(segment[..7], out _));
        Assert.True(QuotedPortsView.TryRead(Frames.Packet(Frames.Udp).AsSpan(20), out quoted));
        Assert.Equal(9, quoted.UdpLength);
        Assert.Equal(0x2be2, quoted.UdpChecksum);
    }
}
