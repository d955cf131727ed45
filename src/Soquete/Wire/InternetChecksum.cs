using System.Buffers.Binary;
using System.Net;

namespace Soquete.Wire;

/// <summary>
/// The checksum of IPv4, ICMP, TCP, UDP and others: the one's complement of the one's complement sum of 16-bit words
/// (RFC 1071). A value of this type sums up bytes that come in several pieces.
/// </summary>
/// <remarks>
/// Checksums are numbers in host order here, as every field is: write them in network order. Bytes that hold a right
/// checksum themselves have the checksum 0. Not for several threads at once, as it is a value that changes.
/// </remarks>
public struct InternetChecksum
{
    private ulong _sum;
    private bool _isOdd;

    /// <summary>The checksum of bytes that lie together; an odd last one counts as if a zero followed it.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes) => (ushort)~OnesComplementSum.Of(bytes);

    /// <summary>
    /// The sum of the pseudo header that TCP, UDP and ICMPv6 checksums begin with: RFC 9293 section 3.1 and RFC 768 for
    /// IPv4, RFC 8200 section 8.1 for IPv6. The bytes of the segment are added to it.
    /// </summary>
    /// <param name="source">The source address, 4 or 16 bytes.</param>
    /// <param name="destination">
    /// The final destination's address, as long as <paramref name="source"/>. Where a routing header stands before,
    /// that is not the one in the IPv6 header (<see cref="Internet.Ipv6View.FinalDestinationBytes"/>).
    /// </param>
    /// <param name="protocol">The number of the protocol whose segment it is, not that of an extension header.</param>
    /// <param name="length">The length in bytes of the segment, with its header.</param>
    /// <exception cref="ArgumentException">The addresses are not both of 4 or both of 16 bytes.</exception>
    public static InternetChecksum PseudoHeader(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte protocol, uint length)
    {
        if (source.Length != destination.Length || source.Length is not (4 or 16))
        {
            throw new ArgumentException("Addresses of a pseudo header have 4 bytes each, or 16 each.");
        }

        // Both forms hold the same numbers at even places: zeros add nothing, and the order of words does not count.
        var sum = default(InternetChecksum);
        sum._sum = (ulong)OnesComplementSum.Of(source) + OnesComplementSum.Of(destination)
            + protocol + (length >> 16) + (length & ushort.MaxValue);
        return sum;
    }

    /// <summary>The same of addresses as objects.</summary>
    /// <param name="source">The source address, IPv4 or IPv6.</param>
    /// <param name="destination">The final destination's address, of the same family.</param>
    /// <param name="protocol">The number of the protocol whose segment it is.</param>
    /// <param name="length">The length in bytes of the segment, with its header.</param>
    /// <exception cref="ArgumentException">One address is of another family than the other.</exception>
    public static InternetChecksum PseudoHeader(
        IPAddress source, IPAddress destination, byte protocol, uint length)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        Span<byte> from = stackalloc byte[Internet.Ipv6View.AddressLength];
        Span<byte> to = stackalloc byte[Internet.Ipv6View.AddressLength];
        source.TryWriteBytes(from, out var fromLength);
        destination.TryWriteBytes(to, out var toLength);
        return PseudoHeader(from[..fromLength], to[..toLength], protocol, length);
    }

    /// <summary>
    /// The checksum after one 16-bit word that it covers has changed (RFC 1624 section 3, equation 3). The word begins
    /// at an even distance from the beginning of what is summed.
    /// </summary>
    public static ushort Update(ushort checksum, ushort before, ushort after) =>
        (ushort)~OnesComplementSum.Fold((ulong)(ushort)~checksum + (ushort)~before + after);

    /// <summary>The checksum after 32 bits that it covers have changed, such as an IPv4 address (RFC 1624).</summary>
    public static ushort Update(ushort checksum, uint before, uint after) => Update(
        Update(checksum, (ushort)(before >> 16), (ushort)(after >> 16)), (ushort)before, (ushort)after);

    /// <summary>The checksum after bytes that it covers have changed (RFC 1624), such as an IPv6 address.</summary>
    /// <param name="checksum">The checksum before.</param>
    /// <param name="before">The bytes as they were, from an even distance from the beginning of what is summed.</param>
    /// <param name="after">The bytes as they are now: as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ushort Update(ushort checksum, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (before.Length != after.Length)
        {
            throw new ArgumentException("As many bytes come as go.", nameof(after));
        }

        return (ushort)~OnesComplementSum.Fold(
            (ulong)(ushort)~checksum + (ushort)~OnesComplementSum.Of(before) + OnesComplementSum.Of(after));
    }

    /// <summary>
    /// Adds the next bytes. They go on where those before ended: after an odd number of bytes, the first one is the
    /// second half of a word (RFC 1071 section 2).
    /// </summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var sum = OnesComplementSum.Of(bytes);
        _sum += _isOdd ? BinaryPrimitives.ReverseEndianness(sum) : sum;
        _isOdd ^= (bytes.Length & 1) != 0;
    }

    /// <summary>Adds a word in host order. Only where an even number of bytes was added before.</summary>
    public void Add(ushort word) => _sum += word;

    /// <summary>The checksum of all that was added. More can be added after it.</summary>
    public readonly ushort Finish() => (ushort)~OnesComplementSum.Fold(_sum);
}
