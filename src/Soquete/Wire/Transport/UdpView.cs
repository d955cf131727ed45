using System.Buffers.Binary;
using Soquete.Wire.Internet;

namespace Soquete.Wire.Transport;

/// <summary>
/// A UDP datagram as it lies in memory (RFC 768). Only a view that <see cref="TryRead"/> gave may be asked.
/// </summary>
public readonly ref struct UdpView
{
    /// <summary>How long the header is: 8 bytes.</summary>
    public const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    private UdpView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The sender's port; 0 where no answer is awaited.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The receiver's port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>
    /// The datagram's length in bytes, with its header. 0 in a jumbogram, where it is the IP payload's (RFC 2675
    /// section 4).
    /// </summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>The checksum of the datagram with its pseudo header; 0 is none.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>
    /// Whether there is a checksum. Over IPv4 there need not be one; over IPv6 only some tunnels may go without
    /// (RFC 8200 section 8.1, RFC 6935).
    /// </summary>
    public bool HasChecksum => Checksum != 0;

    /// <summary>What is there of the bytes that it carries: not more than <see cref="Length"/> says.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>How long what it carries is, also where not all of it is there.</summary>
    public int PayloadLength => Length == 0 ? Payload.Length : Length - HeaderLength;

    /// <summary>Whether there is less of the datagram than <see cref="Length"/> says.</summary>
    public bool IsTruncated => Length > _bytes.Length;

    /// <summary>
    /// Reads a datagram: the payload of an IP packet. False where the header is not whole, or its length is less than
    /// the header's; a length of 0 is taken (<see cref="Length"/>).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out UdpView view)
    {
        view = default;
        if (bytes.Length < HeaderLength)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (length is > 0 and < HeaderLength)
        {
            return false;
        }

        view = new UdpView(length == 0 || length > bytes.Length ? bytes : bytes[..length]);
        return true;
    }

    /// <summary>
    /// Whether the checksum is right, or there is none where none is needed: over IPv4. It can be only of a whole
    /// datagram (<see cref="IpView.IsWhole"/>).
    /// </summary>
    /// <param name="packet">The packet that the datagram came in.</param>
    public bool IsChecksumValid(in IpView packet) =>
        HasChecksum ? IsRight(packet.PseudoHeader((uint)_bytes.Length)) : packet.Version == 4;

    /// <summary>
    /// Whether the checksum is right, or there is none where none is needed: over IPv4. It can be only of a whole
    /// datagram.
    /// </summary>
    /// <param name="source">The source's address, 4 or 16 bytes.</param>
    /// <param name="destination">The final destination's address, as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The addresses are not both of 4 or both of 16 bytes.</exception>
    public bool IsChecksumValid(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        var sum = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Udp, (uint)_bytes.Length);
        return HasChecksum ? IsRight(sum) : source.Length == Ipv4View.AddressLength;
    }

    private bool IsRight(InternetChecksum sum)
    {
        sum.Add(_bytes);
        return sum.Finish() == 0;
    }
}
