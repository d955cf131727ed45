using System.Buffers.Binary;
using Soquete.Interop;
using Soquete.Wire;
using Soquete.Wire.Internet;
using Soquete.Wire.Transport;

namespace Soquete.Raw;

/// <summary>A frame that holds several segments of TCP, or datagrams of UDP, behind one header.</summary>
internal sealed class LargeFrame
{
    private const int UdpHeaderLength = 8;
    private const int UdpLengthOffset = 4;
    private const int TcpSequenceOffset = 4;
    private const int TcpOffsetOffset = 12;
    private const int TcpFlagsOffset = 13;
    private const int Ipv4LengthOffset = 2;
    private const int Ipv4IdentificationOffset = 4;
    private const int Ipv4ChecksumOffset = 10;
    private const int Ipv6LengthOffset = 4;

    private readonly VirtualNetworkHeader _header;
    private readonly int _network;
    private readonly int _length;
    private readonly bool _isIpv4;

    private LargeFrame(in VirtualNetworkHeader header, int network, int payload, int length, bool isIpv4)
    {
        _header = header;
        _network = network;
        _length = length;
        _isIpv4 = isIpv4;
        PayloadOffset = payload;
    }

    /// <summary>Where what is parted begins; before it are the headers, which each part gets.</summary>
    public int PayloadOffset { get; }

    public int SegmentSize => _header.SegmentSize;

    private bool IsUdp => _header.Kind == VirtualNetworkHeader.UdpDatagrams;

    /// <summary>Null where it is of a kind that is not known here, or its headers are not in it.</summary>
    public static LargeFrame? TryRead(ReadOnlySpan<byte> frame, int network, in VirtualNetworkHeader header)
    {
        var transport = (int)header.ChecksumStart;
        var isKnown = (header.Kind & ~VirtualNetworkHeader.WithCongestion) is VirtualNetworkHeader.TcpOverIpv4
            or VirtualNetworkHeader.TcpOverIpv6 or VirtualNetworkHeader.UdpDatagrams;
        if (!isKnown || header.SegmentSize == 0 || transport + TcpView.MinHeaderLength > frame.Length
            || network >= transport)
        {
            return null;
        }

        var isIpv4 = frame[network] >> 4 == 4;
        var ipLength = isIpv4 ? Ipv4View.MinHeaderLength : Ipv6View.HeaderLength;
        var isUdp = header.Kind == VirtualNetworkHeader.UdpDatagrams;
        var leastHeader = isUdp ? UdpHeaderLength : TcpView.MinHeaderLength;
        var headerLength = isUdp ? UdpHeaderLength : (frame[transport + TcpOffsetOffset] >> 4) * sizeof(uint);
        var payload = transport + headerLength;
        return network + ipLength <= transport && headerLength >= leastHeader && payload < frame.Length
            && header.ChecksumOffset + sizeof(ushort) <= headerLength
            && payload + header.SegmentSize <= ushort.MaxValue
            ? new LargeFrame(header, network, payload, frame.Length, isIpv4)
            : null;
    }

    /// <summary>Writes one part: the headers, and as much of the payload as there is room for.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="from">Where the part's payload begins in it.</param>
    /// <param name="part">The part, from its first to its last byte.</param>
    public void WritePart(ReadOnlySpan<byte> frame, int from, Span<byte> part)
    {
        var count = part.Length - PayloadOffset;
        frame[..PayloadOffset].CopyTo(part);
        frame.Slice(from, count).CopyTo(part[PayloadOffset..]);
        WriteIp(part[_network..], (from - PayloadOffset) / SegmentSize);
        var transport = part[_header.ChecksumStart..];
        if (IsUdp)
        {
            BinaryPrimitives.WriteUInt16BigEndian(transport[UdpLengthOffset..], (ushort)transport.Length);
        }
        else
        {
            WriteTcp(transport, from - PayloadOffset, isLast: from + count == _length);
        }

        TransportChecksum.CompletePart(transport, _header.ChecksumOffset, _length - _header.ChecksumStart);
    }

    /// <summary>The length, and over IPv4 an identification of its own and the header's checksum.</summary>
    private void WriteIp(Span<byte> packet, int number)
    {
        if (!_isIpv4)
        {
            var behind = packet.Length - Ipv6View.HeaderLength;
            BinaryPrimitives.WriteUInt16BigEndian(packet[Ipv6LengthOffset..], (ushort)behind);
            return;
        }

        var header = packet[..(_header.ChecksumStart - _network)];
        var first = BinaryPrimitives.ReadUInt16BigEndian(header[Ipv4IdentificationOffset..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4LengthOffset..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4IdentificationOffset..], (ushort)(first + number));
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[Ipv4ChecksumOffset..], InternetChecksum.Of(header));
    }

    /// <summary>
    /// The end and the push are the last part's, the answer to congestion the first's (RFC 3168 §6.1.2).
    /// </summary>
    private static void WriteTcp(Span<byte> transport, int offset, bool isLast)
    {
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(transport[TcpSequenceOffset..]);
        BinaryPrimitives.WriteUInt32BigEndian(transport[TcpSequenceOffset..], sequence + (uint)offset);
        var notItsOwn = (isLast ? TcpFlags.None : TcpFlags.Fin | TcpFlags.Psh)
            | (offset == 0 ? TcpFlags.None : TcpFlags.Cwr);
        transport[TcpFlagsOffset] &= (byte)~(int)notItsOwn;
    }
}
