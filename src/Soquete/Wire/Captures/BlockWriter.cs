using System.Buffers.Binary;
using System.Text;

namespace Soquete.Wire.Captures;

/// <summary>Writes one pcapng block from its start to its end.</summary>
internal ref struct BlockWriter
{
    private readonly Span<byte> _block;
    private int _at;

    /// <summary>A block that fills the room, which is as long as it will be.</summary>
    public BlockWriter(Span<byte> block, uint type)
    {
        _block = block;
        UInt32(type);
        UInt32((uint)block.Length);
    }

    /// <summary>What an option takes: nothing where there is none.</summary>
    public static int OptionLength(int? valueLength) =>
        valueLength is { } length ? PcapngCode.OptionStart + PcapngCode.Padded(length) : 0;

    /// <summary>What a text takes as an option.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static int TextLength(string? text) => text is null ? 0 : OptionLength(ByteCount(text));

    /// <summary>The options with what ends them; nothing where there are none.</summary>
    public static int EndedLength(int options) => options == 0 ? 0 : options + PcapngCode.OptionStart;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_block[_at..], value);
        _at += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_block[_at..], value);
        _at += sizeof(uint);
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_block[_at..], value);
        _at += sizeof(ulong);
    }

    /// <summary>A time or a count of time: the upper half comes first, in either byte order.</summary>
    public void Time(long nanoseconds)
    {
        UInt32((uint)(nanoseconds >> 32));
        UInt32((uint)nanoseconds);
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_block[_at..]);
        _at += bytes.Length;
        Pad();
    }

    public void OptionStart(ushort code, int length)
    {
        UInt16(code);
        UInt16((ushort)length);
    }

    public void OptionByte(ushort code, byte value)
    {
        OptionStart(code, sizeof(byte));
        Bytes([value]);
    }

    public void OptionText(ushort code, string? text)
    {
        if (text is not null)
        {
            OptionStart(code, Encoding.UTF8.GetByteCount(text));
            _at += Encoding.UTF8.GetBytes(text, _block[_at..]);
            Pad();
        }
    }

    public void OptionTime(ushort code, long? nanoseconds)
    {
        if (nanoseconds is { } time)
        {
            OptionStart(code, sizeof(long));
            Time(time);
        }
    }

    public void OptionCount(ushort code, long? count)
    {
        if (count is { } number)
        {
            OptionStart(code, sizeof(long));
            UInt64((ulong)number);
        }
    }

    /// <summary>Ends the options where there were any, and the block.</summary>
    public void End(bool hasOptions)
    {
        if (hasOptions)
        {
            OptionStart(PcapngCode.EndOfOptions, 0);
        }

        UInt32((uint)_block.Length);
    }

    private static int ByteCount(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        return count <= CaptureLimits.MaxOption
            ? count
            : throw new ArgumentException($"A text of {count} bytes: {CaptureLimits.MaxOption} is the most.");
    }

    private void Pad()
    {
        var end = PcapngCode.Padded(_at);
        _block[_at..end].Clear();
        _at = end;
    }
}
