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
        position = position.Segment + 1 < slot.Segments
            ? position with { Segment = position.Segment + 1 }
            : new Position { Slot = position.Slot + 1 };
        return true;
    }

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
