using System.Buffers.Binary;

namespace Soquete.Wire.Captures;

/// <summary>Reads numbers in the byte order of the machine that wrote them.</summary>
internal readonly struct ByteOrder(bool isBigEndian)
{
    public bool IsBigEndian => isBigEndian;

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public ulong UInt64(ReadOnlySpan<byte> bytes) =>
        isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    /// <summary>A time of pcapng: the upper half comes first, in either order.</summary>
    public ulong Time(ReadOnlySpan<byte> bytes) => ((ulong)UInt32(bytes) << 32) | UInt32(bytes[4..]);

    /// <summary>A length of 32 bits as an <see cref="int"/>; the greatest stands for all that are greater.</summary>
    public int Length(ReadOnlySpan<byte> bytes) => (int)Math.Min(UInt32(bytes), int.MaxValue);
}
