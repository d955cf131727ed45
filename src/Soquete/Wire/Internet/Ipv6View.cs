using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire.Internet;

/// <summary>
/// An IPv6 packet as it lies in memory (RFC 8200 section 3). Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct Ipv6View
{
    /// <summary>How long the header is, without extension headers: 40 bytes.</summary>
    public const int HeaderLength = 40;

    /// <summary>How long an address is: 16 bytes.</summary>
    public const int AddressLength = 16;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly uint _jumboPayloadLength;

    private Ipv6View(ReadOnlySpan<byte> bytes, uint jumboPayloadLength)
    {
        _bytes = bytes;
        _jumboPayloadLength = jumboPayloadLength;
    }

    /// <summary>The traffic class: DSCP and ECN.</summary>
    public byte TrafficClass => (byte)(FirstWord >> 20);

    /// <summary>The differentiated services code point, 0 to 63 (RFC 2474).</summary>
    public byte Dscp => (byte)(TrafficClass >> 2);

    /// <summary>Explicit congestion notification (RFC 3168): 0 is none, 1 and 2 are capable, 3 is congestion.</summary>
    public byte Ecn => (byte)(TrafficClass & 3);

    /// <summary>What packets of one flow have in common, 20 bits (RFC 6437).</summary>
    public uint FlowLabel => FirstWord & 0xF_FFFF;

    /// <summary>
    /// The field of the payload's length in bytes, with extension headers. It is 0 in a jumbogram, whose length an
    /// option tells: <see cref="FullPayloadLength"/> knows both.
    /// </summary>
    public ushort PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>
    /// How long the payload is, also where not all of it is there: <see cref="PayloadLength"/>, or that of a jumbogram,
    /// 65,536 and more (RFC 2675 section 3).
    /// </summary>
    public uint FullPayloadLength => IsJumbogram ? _jumboPayloadLength : PayloadLength;

    /// <summary>
    /// Whether the jumbo payload option tells the length (RFC 2675). One of less than 65,536 is an error there, and is
    /// not taken.
    /// </summary>
    public bool IsJumbogram => _jumboPayloadLength != 0;

    /// <summary>What follows the header (<see cref="IpProtocol"/>): what is carried, or an extension header.</summary>
    public byte NextHeader => _bytes[6];

    /// <summary>How many more routers may pass it on.</summary>
    public byte HopLimit => _bytes[7];

    /// <summary>The 16 bytes of the source's address.</summary>
    public ReadOnlySpan<byte> SourceBytes => _bytes.Slice(8, AddressLength);

    /// <summary>The source's address, as a new object without a zone.</summary>
    public IPAddress Source => new(SourceBytes);

    /// <summary>The 16 bytes of the destination's address: the next one, where a routing header follows.</summary>
    public ReadOnlySpan<byte> DestinationBytes => _bytes.Slice(24, AddressLength);

    /// <summary>The destination's address, as a new object without a zone.</summary>
    public IPAddress Destination => new(DestinationBytes);

    /// <summary>
    /// The 16 bytes of the address that the packet ends at: the last one of a routing header that has segments left,
    /// and else the destination's. It is the one in the pseudo header of checksums (RFC 8200 section 8.1).
    /// </summary>
    public ReadOnlySpan<byte> FinalDestinationBytes
    {
        get
        {
            foreach (var extension in Extensions)
            {
                if (extension.TryGetRouting(out var routing) && routing.SegmentsLeft > 0 && routing.AddressCount > 0)
                {
                    return routing.LastBytes;
                }
            }

            return DestinationBytes;
        }
    }

    /// <summary>The extension headers, one after the other; none in most packets.</summary>
    public Ipv6Extensions Extensions => new(NextHeader, Payload);

    /// <summary>What the packet carries behind its extension headers.</summary>
    public Ipv6UpperLayer UpperLayer => Ipv6UpperLayer.Find(NextHeader, Payload);

    /// <summary>
    /// What is there of the payload, from the first extension header: not more than <see cref="FullPayloadLength"/>, so
    /// that an Ethernet frame's padding is not taken for it, and less where <see cref="IsTruncated"/>.
    /// </summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>Whether there is less of the payload than its length says.</summary>
    public bool IsTruncated => FullPayloadLength > Payload.Length;

    private uint FirstWord => BinaryPrimitives.ReadUInt32BigEndian(_bytes);

    /// <summary>Reads a packet; false where the version is not 6, or the header is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Ipv6View view)
    {
        view = default;
        if (bytes.Length < HeaderLength || bytes[0] >> 4 != 6)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var jumbo = length == 0 && bytes[6] == IpProtocol.HopByHop ? JumboLength(bytes[HeaderLength..]) : 0;
        var room = (uint)(bytes.Length - HeaderLength);
        view = new Ipv6View(bytes[..(HeaderLength + (int)Math.Min(room, length + jumbo))], jumbo);
        return true;
    }

    /// <summary>The length that the jumbo payload option of a hop-by-hop header tells; 0 where none does.</summary>
    private static uint JumboLength(ReadOnlySpan<byte> payload)
    {
        foreach (var extension in new Ipv6Extensions(IpProtocol.HopByHop, payload))
        {
            foreach (var option in extension.Options)
            {
                if (option.TryGetJumboPayload(out var length))
                {
                    return length > ushort.MaxValue ? length : 0;
                }
            }

            break;
        }

        return 0;
    }
}
