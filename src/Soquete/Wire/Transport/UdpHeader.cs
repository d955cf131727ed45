using System.Buffers.Binary;
using System.Net;
using Soquete.Wire.Internet;

namespace Soquete.Wire.Transport;

/// <summary>What a UDP header says (RFC 768). Immutable, and safe for threads.</summary>
public sealed record UdpHeader
{
    /// <summary>How many bytes it takes: 8.</summary>
    public static int Length => UdpView.HeaderLength;

    /// <summary>The sender's port; 0 where no answer is awaited.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>The receiver's port.</summary>
    public required ushort DestinationPort { get; init; }

    /// <summary>
    /// Whether it goes without a checksum: over IPv4 it may, over IPv6 only in some tunnels (RFC 8200 section 8.1,
    /// RFC 6935). Off unless set.
    /// </summary>
    public bool OmitsChecksum { get; init; }

    /// <summary>What a view shows. It always has a meaning.</summary>
    public static UdpHeader Read(in UdpView view) => new()
    {
        SourcePort = view.SourcePort,
        DestinationPort = view.DestinationPort,
        OmitsChecksum = !view.HasChecksum,
    };

    /// <summary>
    /// Writes the header with its checksum. The payload goes right behind it: it is counted here, not copied. A
    /// checksum that comes out as 0, which would be none, is written as 0xFFFF, which is the same number (RFC 768).
    /// </summary>
    /// <param name="destination">Where to: 8 bytes at least.</param>
    /// <param name="payload">
    /// The bytes that the datagram carries. Where they are too many for the length, it is 0, as in a jumbogram of IPv6
    /// (RFC 2675 section 4).
    /// </param>
    /// <param name="from">The source's address, IPv4 or IPv6.</param>
    /// <param name="to">The final destination's address, of the same family.</param>
    /// <returns>How many bytes were written: 8.</returns>
    /// <exception cref="ArgumentException">There is no room, or the addresses are of different families.</exception>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> payload, IPAddress from, IPAddress to) =>
        Write(destination, payload, InternetChecksum.PseudoHeader(from, to, IpProtocol.Udp, DatagramLength(payload)));

    /// <inheritdoc cref="Write(Span{byte}, ReadOnlySpan{byte}, IPAddress, IPAddress)"/>
    /// <param name="destination">Where to: 8 bytes at least.</param>
    /// <param name="payload">The bytes that the datagram carries.</param>
    /// <param name="from">The 4 or 16 bytes of the source's address.</param>
    /// <param name="to">The bytes of the final destination's address, as many.</param>
    public int Write(
        Span<byte> destination, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        Write(destination, payload, InternetChecksum.PseudoHeader(from, to, IpProtocol.Udp, DatagramLength(payload)));

    private int Write(Span<byte> destination, ReadOnlySpan<byte> payload, InternetChecksum sum)
    {
        WireRoom.Check(destination, Length);
        var header = destination[..Length];
        var length = DatagramLength(payload);
        BinaryPrimitives.WriteUInt16BigEndian(header, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], length > ushort.MaxValue ? (ushort)0 : (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 0);
        if (!OmitsChecksum)
        {
            sum.Add(header);
            sum.Add(payload);
            var checksum = sum.Finish();
            BinaryPrimitives.WriteUInt16BigEndian(header[6..], checksum == 0 ? ushort.MaxValue : checksum);
        }

        return Length;
    }

    private static uint DatagramLength(ReadOnlySpan<byte> payload) => (uint)Length + (uint)payload.Length;
}
