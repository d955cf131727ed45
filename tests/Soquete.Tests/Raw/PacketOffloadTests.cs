using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Soquete.Interop;
using Soquete.Raw;
using Soquete.Tests.Support;
using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;
using Xunit.Abstractions;

namespace Soquete.Tests.Raw;

/// <summary>What a kernel leaves to the hardware: checksums, and large frames to be parted.</summary>
public class PacketOffloadTests(ITestOutputHelper output)
{
    private const int Ethernet = 14;

    private const TcpFlags LastFlags = TcpFlags.Psh | TcpFlags.Fin;

    private static readonly IPAddress[] Hosts4 = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")];

    private static readonly IPAddress[] Hosts6 = [IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2")];

    [Theory]
    [InlineData(true, 1448, 20_000)]
    [InlineData(true, 536, 537)]
    [InlineData(false, 1428, 60_000)]
    [InlineData(false, 1, 10)]
    public void Tcp_WhenItIsLarge_ThenBecomesSegmentsThatAreRight(bool isIpv4, int size, int length)
    {
        var payload = new byte[length];
        new Random(size).NextBytes(payload);
        var frame = Large(isIpv4, isUdp: false, payload, size, out var left);
        var finisher = new FrameFinisher();
        Assert.True(finisher.TryBegin(frame, Ethernet, left));
        var together = new List<byte>();
        var number = 0;
        while (finisher.TryNext(out var part))
        {
            CheckIp(part.Span, isIpv4, number, out var transport, out var sum);
            Assert.True(TcpView.TryRead(transport, out var tcp));
            Assert.Equal(0, Finish(sum, transport));
            Assert.Equal(1000u + (uint)together.Count, tcp.SequenceNumber);
            together.AddRange(tcp.Payload.ToArray());
            var isLast = together.Count == length;
            Assert.Equal(isLast ? LastFlags : TcpFlags.None, tcp.Flags & LastFlags);
            Assert.Equal(number == 0 ? TcpFlags.Cwr : TcpFlags.None, tcp.Flags & TcpFlags.Cwr);
            Assert.Equal(TcpFlags.Ack, tcp.Flags & TcpFlags.Ack);
            number++;
        }

        Assert.Equal((length + size - 1) / size, number);
        Assert.Equal(payload, together);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Udp_WhenItIsLarge_ThenBecomesDatagramsThatAreRight(bool isIpv4)
    {
        var payload = new byte[5000];
        new Random(1).NextBytes(payload);
        var frame = Large(isIpv4, isUdp: true, payload, 1200, out var left);
        var finisher = new FrameFinisher();
        Assert.True(finisher.TryBegin(frame, Ethernet, left));
        var together = new List<byte>();
        for (var number = 0; finisher.TryNext(out var part); number++)
        {
            CheckIp(part.Span, isIpv4, number, out var transport, out var sum);
            Assert.True(UdpView.TryRead(transport, out var udp));
            Assert.Equal(0, Finish(sum, transport));
            Assert.Equal(transport.Length, udp.Length);
            together.AddRange(udp.Payload.ToArray());
        }

        Assert.Equal(payload, together);
    }

    [Fact]
    public void Checksum_WhenUnfinished_ThenIsWritten()
    {
        var frame = Large(isIpv4: true, isUdp: true, new byte[33], 0, out var left);
        left.Kind = 0;
        var finisher = new FrameFinisher();
        Assert.True(finisher.TryBegin(frame, Ethernet, left));
        Assert.True(finisher.TryNext(out var finished));
        CheckIp(finished.Span, true, 0, out var transport, out var sum);
        Assert.Equal(0, Finish(sum, transport));
        Assert.False(finisher.TryNext(out _));
    }

    /// <summary>Whatever a kernel says of a frame, nothing but the frame is looked at, and there is an end.</summary>
    [Fact]
    public void Frame_WhenWhatIsSaidOfItIsWrong_ThenIsPassedOverOrParted()
    {
        var random = SeededRandom.Create(output);
        var finisher = new FrameFinisher();
        for (var i = 0; i < 20_000; i++)
        {
            var frame = Large(random.Coin(), random.Coin(), new byte[random.Next(0, 3000)], 500, out var left);
            var bytes = frame.AsMemory(0, random.Next(Ethernet, frame.Length + 1));
            var header = new byte[VirtualNetworkHeader.Size];
            MemoryMarshal.Write(header, in left);
            for (var changes = random.Next(0, 4); changes > 0; changes--)
            {
                header[random.Next(header.Length)] = (byte)random.Next(256);
            }

            left = MemoryMarshal.Read<VirtualNetworkHeader>(header);
            var isKnown = finisher.TryBegin(bytes, Ethernet, left);
            var parts = 0;
            while (finisher.TryNext(out var part))
            {
                Assert.InRange(part.Length, 1, ushort.MaxValue);
                parts++;
            }

            Assert.True(isKnown ? parts <= bytes.Length : parts == 0, $"{parts} parts of {bytes.Length} bytes");
        }
    }

    private static void CheckIp(
        ReadOnlySpan<byte> frame, bool isIpv4, int number, out ReadOnlySpan<byte> transport, out InternetChecksum sum)
    {
        var packet = frame[Ethernet..];
        if (isIpv4)
        {
            Assert.True(Ipv4View.TryRead(packet, out var view));
            Assert.True(view.IsChecksumValid);
            Assert.Equal((packet.Length, 700 + number), (view.TotalLength, view.Identification));
            transport = view.Payload;
            sum = InternetChecksum.PseudoHeader(
                view.SourceBytes, view.DestinationBytes, view.Protocol, (uint)transport.Length);
        }
        else
        {
            Assert.True(Ipv6View.TryRead(packet, out var view));
            Assert.Equal(packet.Length - Ipv6View.HeaderLength, view.PayloadLength);
            transport = view.Payload;
            sum = InternetChecksum.PseudoHeader(
                view.SourceBytes, view.DestinationBytes, view.NextHeader, (uint)transport.Length);
        }
    }

    private static int Finish(InternetChecksum sum, ReadOnlySpan<byte> transport)
    {
        sum.Add(transport);
        return sum.Finish();
    }

    /// <summary>As a kernel makes it: in the checksum's place stands the sum of the pseudo header.</summary>
    private static byte[] Large(
        bool isIpv4, bool isUdp, byte[] payload, int size, out VirtualNetworkHeader left)
    {
        var transport = Ethernet + (isIpv4 ? Ipv4View.MinHeaderLength : Ipv6View.HeaderLength);
        var headers = transport + (isUdp ? 8 : 32);
        var frame = new byte[headers + payload.Length];
        payload.CopyTo(frame, headers);
        var (protocol, length) = (isUdp ? (byte)17 : (byte)6, frame.Length - transport);
        WriteIp(frame.AsSpan(Ethernet), isIpv4, protocol, length);
        var behind = frame.AsSpan(transport);
        BinaryPrimitives.WriteUInt16BigEndian(behind, 5000);
        BinaryPrimitives.WriteUInt16BigEndian(behind[2..], 6000);
        if (isUdp)
        {
            BinaryPrimitives.WriteUInt16BigEndian(behind[4..], (ushort)length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(behind[4..], 1000);
            behind[12] = 8 << 4;
            behind[13] = (byte)(TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin | TcpFlags.Cwr);
        }

        var hosts = isIpv4 ? Hosts4 : Hosts6;
        var sum = InternetChecksum.PseudoHeader(hosts[0], hosts[1], protocol, (uint)length);
        var offset = isUdp ? 6 : 16;
        BinaryPrimitives.WriteUInt16BigEndian(behind[offset..], (ushort)~sum.Finish());
        left = new VirtualNetworkHeader
        {
            Flags = VirtualNetworkHeader.NeedsChecksum,
            Kind = isUdp ? VirtualNetworkHeader.UdpDatagrams
                : isIpv4 ? (byte)(VirtualNetworkHeader.TcpOverIpv4 | VirtualNetworkHeader.WithCongestion)
                : VirtualNetworkHeader.TcpOverIpv6,
            SegmentSize = (ushort)size, ChecksumStart = (ushort)transport, ChecksumOffset = (ushort)offset,
        };
        return frame;
    }

    private static void WriteIp(Span<byte> packet, bool isIpv4, byte protocol, int length)
    {
        if (isIpv4)
        {
            packet[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(20 + length));
            BinaryPrimitives.WriteUInt16BigEndian(packet[4..], 700);
            (packet[8], packet[9]) = (64, protocol);
            Hosts4[0].TryWriteBytes(packet[12..], out _);
            Hosts4[1].TryWriteBytes(packet[16..], out _);
            BinaryPrimitives.WriteUInt16BigEndian(packet[10..], InternetChecksum.Of(packet[..20]));
            return;
        }

        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)length);
        (packet[6], packet[7]) = (protocol, 64);
        Hosts6[0].TryWriteBytes(packet[8..], out _);
        Hosts6[1].TryWriteBytes(packet[24..], out _);
    }
}
