using System.Buffers.Binary;

namespace Soquete.Wire.Transport;

/// <summary>Bytes that were received out of order (RFC 2018 section 3).</summary>
/// <param name="LeftEdge">The number of the first one.</param>
/// <param name="RightEdge">The number after the last one.</param>
public readonly record struct SackBlock(uint LeftEdge, uint RightEdge)
{
    internal const int Length = 8;
}

/// <summary>The blocks of a selective acknowledgment: the latest first, four at most.</summary>
public readonly ref struct SackBlocks
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal SackBlocks(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many there are.</summary>
    public int Count => _bytes.Length / SackBlock.Length;

    /// <summary>Goes through them.</summary>
    public Enumerator GetEnumerator() => new(_bytes);

    /// <summary>Goes through the blocks. Each step takes eight bytes, so it ends.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _rest = bytes;

        /// <summary>The block that it is at.</summary>
        public SackBlock Current { get; private set; }

        /// <summary>Goes to the next block; false where there is none.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < SackBlock.Length)
            {
                return false;
            }

            Current = new SackBlock(
                BinaryPrimitives.ReadUInt32BigEndian(_rest),
                BinaryPrimitives.ReadUInt32BigEndian(_rest[sizeof(uint)..]));
            _rest = _rest[SackBlock.Length..];
            return true;
        }
    }
}
