namespace Soquete.Datagrams;

/// <content>What is in it, one datagram after the other.</content>
public sealed partial class DatagramBatch
{
    /// <summary>One datagram of a batch. It is valid until the batch is used again.</summary>
    public readonly ref struct Entry
    {
        private readonly DatagramBatch _batch;
        private readonly int _slot;

        internal Entry(DatagramBatch batch, int slot, ReadOnlySpan<byte> bytes)
        {
            _batch = batch;
            _slot = slot;
            Bytes = bytes;
        }

        /// <summary>Its bytes.</summary>
        public ReadOnlySpan<byte> Bytes { get; }

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
                var length = slot.Segments > 1 ? Bytes.Length : slot.Length;
                return new ReceivedDatagram(
                    Bytes.Length, length, _batch.NameOf(_slot).Unmapped(), facts, slot.Control);
            }
        }
    }

    /// <summary>Goes through the datagrams of a batch.</summary>
    public ref struct Enumerator
    {
        private readonly DatagramBatch _batch;
        private ReadOnlySpan<byte> _bytes;
        private ReadOnlySpan<byte> _rest;
        private int _segmentBytes;
        private int _slot;

        internal Enumerator(DatagramBatch batch) => (_batch, _slot) = (batch, -1);

        /// <summary>The datagram that it is at.</summary>
        public readonly Entry Current => new(_batch, _slot, _bytes);

        /// <summary>Goes to the next one; false at the end.</summary>
        public bool MoveNext()
        {
            // A slot without bytes is an empty datagram: what is left over says whether there is another.
            if (_rest.IsEmpty && !NextSlot())
            {
                return false;
            }

            var count = Math.Min(_segmentBytes, _rest.Length);
            _bytes = _rest[..count];
            _rest = _rest[count..];
            return true;
        }

        private bool NextSlot()
        {
            if (++_slot >= _batch._filled)
            {
                _slot = _batch._filled;
                return false;
            }

            ref var slot = ref _batch._slots[_slot];
            _rest = _batch.Block.Payload(_slot)[..slot.Bytes];
            _segmentBytes = slot.SegmentBytes;
            return true;
        }
    }
}
