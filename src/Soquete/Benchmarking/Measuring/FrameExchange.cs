using System.Buffers.Binary;
using Soquete.Benchmarking.Protocol;

namespace Soquete.Benchmarking.Measuring;

/// <summary>Frames over a connection.</summary>
internal static class FrameExchange
{
    /// <summary>Receives one frame.</summary>
    /// <param name="link">The connection; nothing behind the frame is taken from it.</param>
    /// <param name="room">At least <see cref="BenchProtocol.MaxFrameBytes"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its length; 0 at the end.</returns>
    /// <exception cref="SoqueteException">It is no frame, or the end came within it.</exception>
    public static async ValueTask<int> ReceiveAsync(
        DataLink link, Memory<byte> room, CancellationToken cancellationToken)
    {
        var filled = 0;
        var length = sizeof(ushort);
        while (filled < length)
        {
            var wanted = link.KeepsBoundaries ? room : room[filled..length];
            var count = await link.ReceiveAsync(wanted, cancellationToken).ConfigureAwait(false);
            filled += count;
            if (count == 0 && filled == 0)
            {
                return 0;
            }

            var isLengthKnown = filled >= sizeof(ushort);
            length = isLengthKnown ? LengthOf(room.Span) : sizeof(ushort);
            var isWrong = isLengthKnown && length is < BenchProtocol.HeadBytes or > BenchProtocol.MaxFrameBytes;
            if (count == 0 || isWrong || filled > length || (link.KeepsBoundaries && filled < length))
            {
                throw NotSpoken(link.Association.ToString());
            }
        }

        return filled;
    }

    /// <summary>The peer says something else.</summary>
    public static SoqueteException NotSpoken(string peer) =>
        new(FailureKind.Other, peer, "the peer does not speak the protocol of soquete bench");

    private static int LengthOf(ReadOnlySpan<byte> frame) =>
        sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(frame);
}
