using System.Buffers.Binary;

namespace Soquete.Tests.Wire.Captures;

/// <summary>pcapng blocks made by hand from the draft, in either byte order.</summary>
internal sealed class BlockBytes(bool isBigEndian)
{
    private readonly List<byte> _bytes = [];

    public byte[] File => [.. _bytes];

    public BlockBytes Section(ushort version = 1) => Block(
        0x0A0D0D0A, [.. Number(0x1A2B3C4D, 4), .. Number(version, 2), .. Number(0, 2), .. Number(-1, 8)]);

    /// <summary>An interface; each option is a code and a value.</summary>
    public BlockBytes Interface(int linkType, int snapLength, params (int Code, byte[] Value)[] options) =>
        Block(1, [.. Number(linkType, 2), .. Number(0, 2), .. Number(snapLength, 4), .. Options(options)]);

    public BlockBytes Enhanced(
        int on, ulong time, int original, byte[] data, params (int Code, byte[] Value)[] options) => Block(6,
    [
        .. Number(on, 4), .. Time(time), .. Number(data.Length, 4), .. Number(original, 4), .. Padded(data),
        .. Options(options),
    ]);

    public BlockBytes Obsolete(int on, int drops, ulong time, int original, byte[] data) => Block(2,
    [
        .. Number(on, 2), .. Number(drops, 2), .. Time(time), .. Number(data.Length, 4), .. Number(original, 4),
        .. Padded(data),
    ]);

    public BlockBytes Simple(int original, byte[] data) => Block(3, [.. Number(original, 4), .. Padded(data)]);

    public BlockBytes Block(uint type, byte[] body)
    {
        var length = body.Length + 12;
        _bytes.AddRange([.. Number(type, 4), .. Number(length, 4), .. body, .. Number(length, 4)]);
        return this;
    }

    public BlockBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] Number(long value, int size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Array.Resize(ref bytes, size);
        if (isBigEndian)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];

    private byte[] Time(ulong time) => [.. Number((long)(time >> 32), 4), .. Number((uint)time, 4)];

    private byte[] Options((int Code, byte[] Value)[] options) =>
    [
        .. options.SelectMany(option =>
            (byte[])[.. Number(option.Code, 2), .. Number(option.Value.Length, 2), .. Padded(option.Value)]),
    ];
}
