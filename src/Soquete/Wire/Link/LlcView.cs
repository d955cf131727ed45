using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// A header of logical link control as it lies in memory (IEEE 802.2), which frames with a length begin with, and of
/// SNAP (IEEE 802 section 9). Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct LlcView
{
    /// <summary>The service access point of SNAP.</summary>
    public const byte Snap = 0xAA;

    /// <summary>The service access point of bridges' spanning tree (IEEE 802.1D).</summary>
    public const byte SpanningTree = 0x42;

    private const int UnnumberedLength = 3;
    private const int NumberedLength = 4;
    private const int SnapLength = 8;
    private const int UnnumberedBits = 3;

    private readonly ReadOnlySpan<byte> _bytes;

    private LlcView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How long the header is: 3 bytes, 4 where the control field is of two, or 8 with SNAP.</summary>
    public int HeaderLength => LengthOf(_bytes);

    /// <summary>The destination's service access point (DSAP), with its group bit.</summary>
    public byte DestinationServicePoint => _bytes[0];

    /// <summary>The source's service access point (SSAP), with its response bit.</summary>
    public byte SourceServicePoint => _bytes[1];

    /// <summary>
    /// The control field: of one byte in unnumbered frames, such as 3 for plain data, and else of two.
    /// </summary>
    public ushort Control => IsUnnumbered(_bytes) ? _bytes[2] : BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Whether SNAP follows, which says whose protocol it is.</summary>
    public bool IsSnap => IsSnapHead(_bytes);

    /// <summary>
    /// The 24 bits of SNAP that say whose numbers <see cref="ProtocolId"/> are: 0 where they are EtherTypes. 0 without
    /// SNAP.
    /// </summary>
    public int OrganizationCode => IsSnap ? (int)(BinaryPrimitives.ReadUInt32BigEndian(_bytes[2..]) & 0xFF_FFFF) : 0;

    /// <summary>What SNAP says that follows; 0 without SNAP.</summary>
    public ushort ProtocolId => IsSnap ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]) : (ushort)0;

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>Reads a header; false where it is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LlcView view)
    {
        var isWhole = bytes.Length >= UnnumberedLength && bytes.Length >= LengthOf(bytes);
        view = isWhole ? new LlcView(bytes) : default;
        return isWhole;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes) =>
        IsSnapHead(bytes) ? SnapLength : IsUnnumbered(bytes) ? UnnumberedLength : NumberedLength;

    private static bool IsUnnumbered(ReadOnlySpan<byte> bytes) => (bytes[2] & UnnumberedBits) == UnnumberedBits;

    private static bool IsSnapHead(ReadOnlySpan<byte> bytes) =>
        bytes[0] == Snap && bytes[1] == Snap && bytes[2] == UnnumberedBits;
}
