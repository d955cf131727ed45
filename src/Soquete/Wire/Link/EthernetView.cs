using System.Buffers.Binary;

namespace Soquete.Wire.Link;

/// <summary>
/// An Ethernet frame as it lies in memory (IEEE 802.3 section 3), without preamble and check sequence. Only a view that
/// <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct EthernetView
{
    /// <summary>How long the header is without tags: 14 bytes.</summary>
    public const int HeaderLength = 14;

    private readonly ReadOnlySpan<byte> _bytes;

    private EthernetView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The destination's address.</summary>
    public MacAddress Destination => new(_bytes);

    /// <summary>The 6 bytes of the destination's address.</summary>
    public ReadOnlySpan<byte> DestinationBytes => _bytes[..MacAddress.Length];

    /// <summary>The source's address.</summary>
    public MacAddress Source => new(SourceBytes);

    /// <summary>The 6 bytes of the source's address.</summary>
    public ReadOnlySpan<byte> SourceBytes => _bytes.Slice(MacAddress.Length, MacAddress.Length);

    /// <summary>
    /// What the frame carries (<see cref="Link.EtherType"/>), or the length where <see cref="HasLength"/> says so. Of a
    /// tagged frame it is the first tag's number.
    /// </summary>
    public ushort EtherType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(2 * MacAddress.Length)..]);

    /// <summary>
    /// Whether <see cref="EtherType"/> is a length, up to 1,500, so that an LLC header follows (IEEE 802.2). Numbers
    /// from 1,501 to 1,535 are neither a length nor a type (IEEE 802.3 section 3.2.6).
    /// </summary>
    public bool HasLength => EtherType <= Link.EtherType.MaximumLength;

    /// <summary>
    /// What follows the header: up to the length where there is one, and else to the end of the frame, with the padding
    /// of a short one, which only the protocol above can tell from what it sent.
    /// </summary>
    public ReadOnlySpan<byte> Payload => HasLength && EtherType < Room
        ? _bytes.Slice(HeaderLength, EtherType)
        : _bytes[HeaderLength..];

    /// <summary>Whether there is less of the payload than the length says.</summary>
    public bool IsTruncated => HasLength && EtherType > Room;

    /// <summary>The VLAN tags, the outermost first; none in most frames.</summary>
    public VlanTags Tags => new(EtherType, HasLength, Payload);

    private int Room => _bytes.Length - HeaderLength;

    /// <summary>Reads a frame; false where it is shorter than its header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EthernetView view)
    {
        view = bytes.Length >= HeaderLength ? new EthernetView(bytes) : default;
        return bytes.Length >= HeaderLength;
    }
}
