using System.Buffers.Binary;
using System.Text;

namespace Soquete.Benchmarking.Protocol;

/// <summary>Writes one frame, in network byte order.</summary>
internal ref struct FrameWriter
{
    private readonly Span<byte> _room;
    private int _length;

    /// <param name="room">At least <see cref="BenchProtocol.MaxFrameBytes"/>.</param>
    /// <param name="kind">What it is.</param>
    public FrameWriter(Span<byte> room, MessageKind kind)
    {
        _room = room;
        _room[2] = (byte)kind;
        _length = BenchProtocol.HeadBytes;
    }

    /// <summary>A frame that says nothing but its kind.</summary>
    public static int Write(Span<byte> room, MessageKind kind) => new FrameWriter(room, kind).End();

    /// <summary>Why something is not done.</summary>
    public static int WriteProblem(Span<byte> room, FailureKind kind, string text)
    {
        var writer = new FrameWriter(room, MessageKind.Problem);
        writer.Byte((byte)kind);
        Encoder encoder = Encoding.UTF8.GetEncoder();
        encoder.Convert(
            text, room.Slice(writer._length, BenchProtocol.MaxTextBytes), flush: true, out _, out var bytes, out _);
        writer._length += bytes;
        return writer.End();
    }

    public void Byte(byte value) => _room[_length++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_room[_length..], value);
        _length += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_room[_length..], value);
        _length += sizeof(uint);
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(_room[_length..], value);
        _length += sizeof(ulong);
    }

    public void Int64(long value) => UInt64((ulong)value);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_room[_length..]);
        _length += bytes.Length;
    }

    /// <summary>Writes the length, and gives it with its own two bytes.</summary>
    public readonly int End()
    {
        BinaryPrimitives.WriteUInt16BigEndian(_room, (ushort)(_length - sizeof(ushort)));
        return _length;
    }
}
