using System.Buffers.Binary;
using Soquete.Wire;

namespace Soquete.Raw;

/// <summary>
/// The checksum of TCP or UDP that a kernel has begun: in its place stands the sum of the pseudo header, to which what
/// the hardware sees is to be added (Documentation/networking/checksum-offloads.rst).
/// </summary>
internal static class TransportChecksum
{
    /// <summary>Where UDP has it, which writes 0 as 0xFFFF (RFC 768): 0 would say that there is none.</summary>
    private const int UdpOffset = 6;

    /// <summary>Completes it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="start">Where the transport's header begins.</param>
    /// <param name="offset">Where the checksum goes, from there on.</param>
    /// <returns>False where that is not in the frame.</returns>
    public static bool TryComplete(Span<byte> frame, int start, int offset)
    {
        if (start + offset + sizeof(ushort) > frame.Length)
        {
            return false;
        }

        var sum = default(InternetChecksum);
        sum.Add(frame[start..]);
        Write(frame[start..], offset, sum);
        return true;
    }

    /// <summary>Completes it for a part, of whose length the pseudo header's sum is not.</summary>
    /// <param name="part">The part, from its transport header on, with the sum of the whole in its place.</param>
    /// <param name="offset">Where the checksum goes.</param>
    /// <param name="whole">How long the whole was, from its transport header on.</param>
    public static void CompletePart(Span<byte> part, int offset, int whole)
    {
        var sum = default(InternetChecksum);
        sum.Add(part);
        // Taking away is adding the complement (RFC 1624).
        sum.Add((ushort)~whole);
        sum.Add((ushort)part.Length);
        Write(part, offset, sum);
    }

    private static void Write(Span<byte> transport, int offset, in InternetChecksum sum)
    {
        var checksum = sum.Finish();
        BinaryPrimitives.WriteUInt16BigEndian(
            transport[offset..], checksum == 0 && offset == UdpOffset ? ushort.MaxValue : checksum);
    }
}
