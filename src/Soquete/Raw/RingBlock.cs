using System.Runtime.InteropServices;
using Soquete.Interop;

namespace Soquete.Raw;

/// <summary>
/// A block of frames that the kernel has given, to be gone through with <c>foreach</c> and then given back by disposing
/// it: until then the kernel has one block less.
/// </summary>
public readonly ref struct RingBlock
{
    private readonly PacketRing? _ring;
    private readonly long _number;
    private readonly Span<byte> _bytes;

    /// <param name="ring">Whose it is.</param>
    /// <param name="number">How many blocks came before it.</param>
    /// <param name="bytes">All of it.</param>
    internal RingBlock(PacketRing ring, long number, Span<byte> bytes)
    {
        _ring = ring;
        _number = number;
        // The kernel is trusted to be right, and not relied on: nothing is read beyond the block.
        var used = MemoryMarshal.AsRef<PacketBlockHeader>(bytes).UsedBytes;
        _bytes = bytes[..(int)Math.Min(Math.Max(used, PacketBlockHeader.Size), (uint)bytes.Length)];
    }

    /// <summary>How many frames it holds, before a filter that was set meanwhile.</summary>
    public int Count => _bytes.IsEmpty ? 0 : (int)Header.Frames;

    private ref PacketBlockHeader Header => ref MemoryMarshal.AsRef<PacketBlockHeader>(_bytes);

    /// <summary>Goes through the frames, in the order in which they came.</summary>
    public Enumerator GetEnumerator() => _bytes.IsEmpty ? default : new Enumerator(_bytes, _ring!.ReaderOf(_number));

    /// <summary>Gives the block back to the kernel. Frames of it are not good any more.</summary>
    public void Dispose() => _ring?.GiveBack(_number);

    /// <summary>The frames of a block.</summary>
    public ref struct Enumerator
    {
        private readonly Span<byte> _block;
        private readonly RingFrameReader _reader;
        private RingFrame _current;
        private uint _next;
        private uint _left;

        internal Enumerator(Span<byte> block, RingFrameReader reader)
        {
            _block = block;
            _reader = reader;
            ref var header = ref MemoryMarshal.AsRef<PacketBlockHeader>(block);
            _next = header.FirstOffset;
            _left = header.Frames;
        }

        /// <summary>The frame; good until the block is given back.</summary>
        public readonly RingFrame Current => _current;

        /// <summary>Goes to the next frame; false where there is none.</summary>
        public bool MoveNext()
        {
            while (_left > 0 && _next + PacketFrameHeader.Prefix <= _block.Length)
            {
                _left--;
                var frame = _block[(int)_next..];
                var step = MemoryMarshal.AsRef<PacketFrameHeader>(frame).NextOffset;
                // The last one has 0; one that led backwards or nowhere would have no end.
                _left = step < PacketFrameHeader.Prefix ? 0 : _left;
                _next += Math.Min(step, (uint)frame.Length);
                if (_reader.TryRead(frame, out _current))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
