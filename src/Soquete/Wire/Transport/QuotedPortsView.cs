using System.Buffers.Binary;

namespace Soquete.Wire.Transport;

/// <summary>
/// The first 8 bytes of what an ICMP error quotes of the packet that it is about (RFC 792, 64 bits of the original's
/// data), of a protocol that begins with its ports: TCP, UDP, UDP-Lite, SCTP, DCCP. Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct QuotedPortsView
{
    /// <summary>How many bytes it needs: 8.</summary>
    public const int Length = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    private QuotedPortsView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The port of the one who sent the packet.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The port that it was sent to.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>TCP's sequence number (RFC 9293 section 3.1).</summary>
    public uint TcpSequenceNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>UDP's length (RFC 768).</summary>
    public ushort UdpLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>UDP's checksum (RFC 768).</summary>
    public ushort UdpChecksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>Reads the beginning of a segment or datagram; false where there are fewer than 8 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out QuotedPortsView view)
    {
        view = bytes.Length >= Length ? new QuotedPortsView(bytes[..Length]) : default;
        return bytes.Length >= Length;
    }
}
