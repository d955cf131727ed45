namespace Soquete.Datagrams;

/// <content>Taking datagrams out.</content>
public sealed partial class DatagramBatch
{
    /// <summary>How far a batch was read.</summary>
    internal struct Position
    {
        public int Slot;
        public int Segment;
    }

    /// <summary>Copies the next datagram out; false at the end.</summary>
    internal bool TryTake(ref Position position, Span<byte> buffer, out ReceivedDatagram datagram)
    {
        datagram = default;
        if (position.Slot >= _filled)
        {
            return false;
        }

        ref var slot = ref _slots[position.Slot];
        var offset = position.Segment * slot.SegmentBytes;
        var bytes = Math.Min(slot.SegmentBytes, slot.Bytes - offset);
        var count = Math.Min(bytes, buffer.Length);
        Block.Payload(position.Slot).Slice(offset, count).CopyTo(buffer);
        var facts = DatagramFacts.Read(Block.Control(position.Slot)[..slot.ControlBytes]);
        datagram = new ReceivedDatagram(count, bytes, NameOf(position.Slot).Unmapped(), facts, slot.Control);
        position = After(position, slot);
        return true;
    }

    /// <summary>Takes over the datagrams of a batch that was received joined, one a slot, as many as fit.</summary>
    /// <returns>False where there are none.</returns>
    internal bool TryTakeFrom(DatagramBatch other, ref Position position)
    {
        if (position.Slot >= other._filled)
        {
            return false;
        }

        Clear();
        while (_filled < _slots.Length && position.Slot < other._filled)
        {
            ref var joined = ref other._slots[position.Slot];
            var offset = position.Segment * joined.SegmentBytes;
            var length = Math.Min(joined.SegmentBytes, joined.Bytes - offset);
            var count = Math.Min(length, Block.PayloadBytes);
            other.Block.Payload(position.Slot).Slice(offset, count).CopyTo(Block.Payload(_filled));
            other.Block.Name(position.Slot).CopyTo(Block.Name(_filled));
            other.Block.Control(position.Slot).CopyTo(Block.Control(_filled));
            _slots[_filled] = joined with
            {
                Bytes = count, Length = length, SegmentBytes = count, Segments = 1, CanGrow = false,
            };
            Note(count, _filled + 1);
            position = After(position, joined);
        }

        return true;
    }

    private static Position After(in Position position, in Slot slot) => position.Segment + 1 < slot.Segments
        ? position with { Segment = position.Segment + 1 }
        : new Position { Slot = position.Slot + 1 };

    /// <summary>Takes slots out of it; what is left closes up.</summary>
    /// <returns>How many datagrams went.</returns>
    internal int Remove(Predicate<int> isRefused)
    {
        var (kept, before) = (0, Count);
        for (var i = 0; i < _filled; i++)
        {
            if (isRefused(i))
            {
                _slots[i].Control.Descriptors?.Dispose();
                Count -= _slots[i].Segments;
                Bytes -= _slots[i].Bytes;
                continue;
            }

            if (kept != i)
            {
                Block.Payload(i)[.._slots[i].Bytes].CopyTo(Block.Payload(kept));
                Block.Name(i).CopyTo(Block.Name(kept));
                Block.Control(i).CopyTo(Block.Control(kept));
                _slots[kept] = _slots[i];
            }

            kept++;
        }

        _filled = kept;
        return before - Count;
    }
}
