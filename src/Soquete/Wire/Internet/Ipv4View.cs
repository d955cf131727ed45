using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// An IPv4 packet as it lies in memory (RFC 791 section 3.1). Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct Ipv4View
{
    /// <summary>How long the header is without options: 20 bytes.</summary>
    public const int MinHeaderLength = 20;

    /// <summary>How long it is with the most options: 60 bytes.</summary>
    public const int MaxHeaderLength = 60;

    /// <summary>How long an address is: 4 bytes.</summary>
    public const int AddressLength = 4;

    internal const int ReservedBit = 0x8000;
    internal const int DontFragmentBit = 0x4000;
    internal const int MoreFragmentsBit = 0x2000;
    internal const int OffsetBits = 0x1FFF;

    private const int WordLength = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private Ipv4View(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The header's length in bytes, 20 to 60: IHL counts words of 4.</summary>
    public int HeaderLength => (_bytes[0] & 0xF) * WordLength;

    /// <summary>The byte that was Type of Service: DSCP and ECN.</summary>
    public byte TypeOfService => _bytes[1];

    /// <summary>The differentiated services code point, 0 to 63 (RFC 2474).</summary>
    public byte Dscp => (byte)(TypeOfService >> 2);

    /// <summary>Explicit congestion notification (RFC 3168): 0 is none, 1 and 2 are capable, 3 is congestion.</summary>
    public byte Ecn => (byte)(TypeOfService & 3);

    /// <summary>
    /// The length of the packet in bytes, with its header. 0 where it was captured before a device cut it that takes
    /// more than the field can say (segmentation offload): all that is there is the packet's then.
    /// </summary>
    public ushort TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>What the fragments of one packet have in common (RFC 6864).</summary>
    public ushort Identification => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>The bit that is reserved, and zero.</summary>
    public bool IsReservedSet => (FlagsAndOffset & ReservedBit) != 0;

    /// <summary>Whether nobody may fragment it (DF).</summary>
    public bool DontFragment => (FlagsAndOffset & DontFragmentBit) != 0;

    /// <summary>Whether fragments follow this one (MF).</summary>
    public bool MoreFragments => (FlagsAndOffset & MoreFragmentsBit) != 0;

    /// <summary>Where its payload belongs in the whole packet's, in bytes: the field counts 8 at a time.</summary>
    public int FragmentOffset => (FlagsAndOffset & OffsetBits) * IpFragmentPlace.Unit;

    /// <summary>
    /// Whether it is one of several fragments. Only the one at offset 0 has the header of what it carries.
    /// </summary>
    public bool IsFragment => (FlagsAndOffset & (MoreFragmentsBit | OffsetBits)) != 0;

    /// <summary>How many more routers may pass it on.</summary>
    public byte TimeToLive => _bytes[8];

    /// <summary>What it carries (<see cref="IpProtocol"/>).</summary>
    public byte Protocol => _bytes[9];

    /// <summary>The checksum of the header.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[10..]);

    /// <summary>Whether the header's checksum is right.</summary>
    public bool IsChecksumValid => InternetChecksum.Of(HeaderBytes) == 0;

    /// <summary>The 4 bytes of the source's address.</summary>
    public ReadOnlySpan<byte> SourceBytes => _bytes.Slice(12, AddressLength);

    /// <summary>The source's address, as a new object.</summary>
    public IPAddress Source => new(SourceBytes);

    /// <summary>The 4 bytes of the destination's address.</summary>
    public ReadOnlySpan<byte> DestinationBytes => _bytes.Slice(16, AddressLength);

    /// <summary>The destination's address, as a new object.</summary>
    public IPAddress Destination => new(DestinationBytes);

    /// <summary>The options, one after the other; none in most packets.</summary>
    public Ipv4Options Options => new(_bytes[MinHeaderLength..HeaderLength]);

    /// <summary>The bytes of the header, with its options.</summary>
    public ReadOnlySpan<byte> HeaderBytes => _bytes[..HeaderLength];

    /// <summary>
    /// What is there of the payload: not more than <see cref="TotalLength"/> says, so that an Ethernet frame's padding
    /// is not taken for it, and less where <see cref="IsTruncated"/>.
    /// </summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>How long the payload is, also where not all of it is there.</summary>
    public int PayloadLength => TotalLength == 0 ? Payload.Length : TotalLength - HeaderLength;

    /// <summary>Whether there is less of the packet than <see cref="TotalLength"/> says.</summary>
    public bool IsTruncated => TotalLength > _bytes.Length;

    private ushort FlagsAndOffset => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>
    /// Reads a packet. False where the version is not 4, IHL is less than 5 words, the header is not whole, or the
    /// total length is less than the header's; a total length of 0 is taken (<see cref="TotalLength"/>).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv4View view)
    {
        view = default;
        if (bytes.Length < MinHeaderLength || bytes[0] >> 4 != 4)
        {
            return false;
        }

        var headerLength = (bytes[0] & 0xF) * WordLength;
        int totalLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (headerLength < MinHeaderLength || headerLength > bytes.Length
            || (totalLength < headerLength && totalLength != 0))
        {
            return false;
        }

        view = new Ipv4View(totalLength == 0 || totalLength > bytes.Length ? bytes : bytes[..totalLength]);
        return true;
    }
}
