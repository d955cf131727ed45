using System.Buffers.Binary;
using Soquete.Interop;

namespace Soquete.Benchmarking.Protocol;

/// <summary>Reads one frame, whatever it holds: what is missing reads as 0 and makes it invalid.</summary>
internal ref struct FrameReader
{
    private ReadOnlySpan<byte> _rest;
    private bool _isShort;

    /// <param name="frame">A frame with its length.</param>
    public FrameReader(ReadOnlySpan<byte> frame)
    {
        if (frame.Length is < BenchProtocol.HeadBytes or > BenchProtocol.MaxFrameBytes
            || BinaryPrimitives.ReadUInt16BigEndian(frame) != frame.Length - sizeof(ushort))
        {
            _isShort = true;
            return;
        }

        Kind = (MessageKind)frame[2];
        _rest = frame[BenchProtocol.HeadBytes..];
    }

    /// <summary>What it is; 0 where it is no frame.</summary>
    public MessageKind Kind { get; }

    /// <summary>Whether it was read to its end, and had all that was read.</summary>
    public readonly bool IsWhole => !_isShort && _rest.IsEmpty;

    /// <summary>The frame that a datagram begins with, whatever follows it.</summary>
    public static ReadOnlySpan<byte> Unpadded(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length < sizeof(ushort)
            ? 0 : sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes[..Math.Min(length, bytes.Length)];
    }

    public byte Byte() => Take(sizeof(byte)) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(sizeof(ushort)) is { IsEmpty: false } bytes
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(sizeof(uint)) is { IsEmpty: false } bytes
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ulong UInt64() => Take(sizeof(ulong)) is { IsEmpty: false } bytes
        ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    /// <summary>A number that cannot be negative; one that is makes the frame invalid.</summary>
    public long Count()
    {
        var value = (long)UInt64();
        _isShort |= value < 0;
        return Math.Max(0, value);
    }

    public bool Has(ReadOnlySpan<byte> bytes) => Take(bytes.Length).SequenceEqual(bytes);

    /// <summary>Everything that is left, as a text that can be printed.</summary>
    public string Text()
    {
        var text = PrintableBytes.Escape(_rest);
        _rest = default;
        return text;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_isShort || _rest.Length < count)
        {
            _isShort = true;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
