namespace Soquete.Datagrams;

/// <content>Room for datagrams that are written where they are sent from.</content>
public sealed partial class DatagramBatch
{
    /// <summary>How much datagrams that share a slot may have together.</summary>
    private int RoomToJoin => Math.Min(Block.PayloadBytes, MaxDatagramBytes);

    /// <summary>
    /// Adds datagrams of one length for a connected socket's peer, whose bytes are still to be written.
    /// </summary>
    /// <inheritdoc cref="Reserve(int, int, in DatagramPeer, out Span{byte})"/>
    public int Reserve(int datagramBytes, int count, out Span<byte> room) =>
        Reserve(datagramBytes, count, default, out room);

    /// <summary>
    /// Adds datagrams of one length for a peer, whose bytes are still to be written: it saves copying them, and the
    /// look at each. It is the shape that the kernel parts itself (UDP_SEGMENT, udp(7)).
    /// </summary>
    /// <param name="datagramBytes">The length of each, at least 1.</param>
    /// <param name="count">How many there are to be, at least 1.</param>
    /// <param name="to">The peer.</param>
    /// <param name="room">
    /// Where their bytes go, one datagram behind the other; what stands there before is anything. It is valid until
    /// the batch is used again.
    /// </param>
    /// <returns>
    /// How many were added: as many as share a slot, which is at most 64 and 65,507 bytes, so that more may take
    /// another call; 0 where there is no room left.
    /// </returns>
    /// <exception cref="ArgumentException">One is longer than a slot.</exception>
    public int Reserve(int datagramBytes, int count, scoped in DatagramPeer to, out Span<byte> room)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(datagramBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (!TryFindSlot(datagramBytes, to))
        {
            room = [];
            return 0;
        }

        ref var slot = ref _slots[_filled - 1];
        var more = Math.Min(MaxSegments - slot.Segments, (RoomToJoin - slot.Bytes) / datagramBytes);
        // A shorter one ends a slot; the longest of the unix domain are alone in theirs.
        var added = datagramBytes < slot.SegmentBytes ? 1 : Math.Clamp(count, 1, Math.Max(more, 1));
        room = Grow(added * datagramBytes, added);
        return added;
    }
}
