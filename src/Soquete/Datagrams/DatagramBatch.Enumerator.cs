namespace Soquete.Datagrams;

/// <content>What is in it, one datagram after the other.</content>
public sealed partial class DatagramBatch
{
    /// <summary>One datagram of a batch. It is valid until the batch is used again.</summary>
    public readonly ref struct Entry
    {
        private readonly DatagramBatch _batch;
        private readonly int _slot;
        private readonly int _offset;
        private readonly int _count;

        internal Entry(DatagramBatch batch, int slot, int offset, int count)
        {
            _batch = batch;
            _slot = slot;
            _offset = offset;
            _count = count;
        }

        /// <summary>Its bytes.</summary>
        public ReadOnlySpan<byte> Bytes => _batch.Block.Payload(_slot).Slice(_offset, _count);

        /// <summary>Whether the slot was too small for it; the rest is gone.</summary>
        public bool IsTruncated => _batch[_slot].Length > _batch[_slot].Bytes;

        /// <summary>Who sent it, or to whom it goes.</summary>
        public DatagramPeer Peer => new(_batch.NameOf(_slot).Unmapped());

        /// <summary>All that the kernel told of it when it was received.</summary>
        public ReceivedDatagram Details
        {
            get
            {
                ref var slot = ref _batch[_slot];
                var facts = DatagramFacts.Read(_batch.Block.Control(_slot)[..slot.ControlBytes]);
                var length = slot.Segments > 1 ? _count : slot.Length;
                return new ReceivedDatagram(
                    _count, length, _batch.NameOf(_slot).Unmapped(), facts, slot.Control);
            }
        }
    }

    /// <summary>Goes through the datagrams of a batch.</summary>
    public ref struct Enumerator
    {
        private readonly DatagramBatch _batch;
        private int _slot;
        private int _offset;
        private int _count;
        private int _segment;

        internal Enumerator(DatagramBatch batch) => (_batch, _segment) = (batch, -1);

        /// <summary>The datagram that it is at.</summary>
        public readonly Entry Current => new(_batch, _slot, _offset, _count);

        /// <summary>Goes to the next one; false at the end.</summary>
        public bool MoveNext()
        {
            if (_slot < _batch._filled && ++_segment == _batch[_slot].Segments)
            {
                (_slot, _segment) = (_slot + 1, 0);
            }

            if (_slot >= _batch._filled)
            {
                return false;
            }

            ref var slot = ref _batch[_slot];
            _offset = _segment * slot.SegmentBytes;
            _count = Math.Min(slot.SegmentBytes, slot.Bytes - _offset);
            return true;
        }
    }
}
