using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Wire.Transport;

/// <summary>
/// A TCP segment as it lies in memory (RFC 9293 section 3.1). Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct TcpView
{
    /// <summary>How long the header is without options: 20 bytes.</summary>
    public const int MinHeaderLength = 20;

    /// <summary>How long it is with the most options: 60 bytes.</summary>
    public const int MaxHeaderLength = 60;

    internal const int FlagBits = 0x1FF;
    internal const int ReservedShift = 9;
    internal const int OffsetShift = 12;

    private const int WordLength = 4;
    private const int MaxReserved = 7;

    private readonly ReadOnlySpan<byte> _bytes;

    private TcpView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The sender's port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The receiver's port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>The number of the first byte of the payload, or of SYN.</summary>
    public uint SequenceNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>The number of the byte that the sender waits for, where <see cref="TcpFlags.Ack"/> is set.</summary>
    public uint AcknowledgmentNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    /// <summary>The header's length in bytes, 20 to 60: the data offset counts words of 4.</summary>
    public int HeaderLength => (_bytes[12] >> 4) * WordLength;

    /// <summary>The control bits.</summary>
    public TcpFlags Flags => (TcpFlags)(OffsetAndFlags & FlagBits);

    /// <summary>The three bits that are still reserved, and zero.</summary>
    public byte Reserved => (byte)((OffsetAndFlags >> ReservedShift) & MaxReserved);

    /// <summary>How many bytes the sender takes, before the window's scale is applied (RFC 7323 section 2).</summary>
    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_bytes[14..]);

    /// <summary>The checksum of the segment with its pseudo header.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[16..]);

    /// <summary>How far behind the sequence number urgent bytes end, where <see cref="TcpFlags.Urg"/> is set.</summary>
    public ushort UrgentPointer => BinaryPrimitives.ReadUInt16BigEndian(_bytes[18..]);

    /// <summary>The options, one after the other.</summary>
    public TcpOptions Options => new(_bytes[MinHeaderLength..HeaderLength]);

    /// <summary>The bytes of the header, with its options.</summary>
    public ReadOnlySpan<byte> HeaderBytes => _bytes[..HeaderLength];

    /// <summary>What is there of the bytes that it carries.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    private ushort OffsetAndFlags => BinaryPrimitives.ReadUInt16BigEndian(_bytes[12..]);

    /// <summary>
    /// Reads a segment: the whole payload of an IP packet, which alone knows its length. False where the header is not
    /// whole, or the data offset is less than 5 words.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TcpView view)
    {
        view = default;
        if (bytes.Length < MinHeaderLength)
        {
            return false;
        }

        var headerLength = (bytes[12] >> 4) * WordLength;
        var isWhole = headerLength >= MinHeaderLength && headerLength <= bytes.Length;
        view = isWhole ? new TcpView(bytes) : default;
        return isWhole;
    }

    /// <summary>
    /// Whether the checksum is right. It can be only of a whole segment (<see cref="IpView.IsWhole"/>).
    /// </summary>
    /// <param name="packet">The packet that the segment came in.</param>
    public bool IsChecksumValid(in IpView packet) => IsRight(packet.PseudoHeader());

    /// <summary>Whether the checksum is right. It can be only of a whole segment.</summary>
    /// <param name="source">The source's address, 4 or 16 bytes.</param>
    /// <param name="destination">The final destination's address, as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The addresses are not both of 4 or both of 16 bytes.</exception>
    public bool IsChecksumValid(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination) =>
        IsRight(InternetChecksum.PseudoHeader(source, destination, IpProtocol.Tcp, (uint)_bytes.Length));

    private bool IsRight(InternetChecksum sum)
    {
        sum.Add(_bytes);
        return sum.Finish() == 0;
    }
}
