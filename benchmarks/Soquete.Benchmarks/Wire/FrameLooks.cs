using System.Buffers.Binary;
using Soquete.Wire.Internet;
using Soquete.Wire.Link;
using Soquete.Wire.Transport;

namespace Soquete.Benchmarks.Wire;

/// <summary>What is looked at in each frame; the sum keeps the compiler from leaving it out.</summary>
internal static class FrameLooks
{
    public static long ByViews(ReadOnlySpan<byte> frame)
    {
        if (!EthernetView.TryRead(frame, out var ethernet))
        {
            return 0;
        }

        return ethernet.EtherType switch
        {
            EtherType.Ipv4 when Ipv4View.TryRead(ethernet.Payload, out var packet) => Of(packet),
            EtherType.Ipv6 when Ipv6View.TryRead(ethernet.Payload, out var packet) => Of(packet),
            _ => 0,
        };
    }

    public static long WithChecksums(ReadOnlySpan<byte> frame)
    {
        EthernetView.TryRead(frame, out var ethernet);
        if (!IpView.TryRead(ethernet.Payload, out var packet))
        {
            return 0;
        }

        var isRight = packet.Protocol == IpProtocol.Tcp
            ? TcpView.TryRead(packet.Payload, out var segment) && segment.IsChecksumValid(packet)
            : UdpView.TryRead(packet.Payload, out var datagram) && datagram.IsChecksumValid(packet);
        return ByViews(frame) + (isRight ? 1 : throw new MeasurementException("a checksum was wrong"));
    }

    /// <summary>The same numbers where they are in these frames, and nothing is checked: no parser.</summary>
    public static long AtFixedPlaces(ReadOnlySpan<byte> frame)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == EtherType.Ipv4)
        {
            return Word(frame, 16) + frame[22] + frame[23] + Long(frame, 26) + Long(frame, 30)
                + Word(frame, 34) + Word(frame, 36) + Long(frame, 38) + Long(frame, 42) + frame[47] + Word(frame, 48)
                + Long(frame, 58) + Long(frame, 62) + frame.Length - 66;
        }

        return Word(frame, 18) + frame[20] + frame[21] + Long(frame, 34) + Long(frame, 50)
            + Word(frame, 54) + Word(frame, 56) + Word(frame, 58) + frame.Length - 62;
    }

    private static long Of(in Ipv4View packet) => packet.TotalLength + packet.TimeToLive + packet.Protocol
        + Long(packet.SourceBytes, 0) + Long(packet.DestinationBytes, 0)
        + (packet.FragmentOffset == 0 ? Of(packet.Payload, packet.Protocol) : 0);

    private static long Of(in Ipv6View packet)
    {
        var upper = packet.UpperLayer;
        return packet.PayloadLength + packet.HopLimit + upper.Protocol + Long(packet.SourceBytes, 12)
            + Long(packet.DestinationBytes, 12) + (upper.HasHeader ? Of(upper.Payload, upper.Protocol) : 0);
    }

    private static long Of(ReadOnlySpan<byte> payload, byte protocol) => protocol switch
    {
        IpProtocol.Tcp when TcpView.TryRead(payload, out var segment) => Of(segment),
        IpProtocol.Udp when UdpView.TryRead(payload, out var datagram) =>
            datagram.SourcePort + datagram.DestinationPort + datagram.Length + datagram.Payload.Length,
        _ => 0,
    };

    private static long Of(in TcpView segment)
    {
        long sum = segment.SourcePort + segment.DestinationPort + segment.SequenceNumber + segment.AcknowledgmentNumber
            + (long)segment.Flags + segment.Window + segment.Payload.Length;
        foreach (var option in segment.Options)
        {
            sum += option.TryGetTimestamps(out var value, out var echo) ? value + echo : 0;
        }

        return sum;
    }

    private static ushort Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
