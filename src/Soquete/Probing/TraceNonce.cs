using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Soquete.Probing;

/// <summary>Six bytes that nobody off the path can know, with a probe's number before them.</summary>
internal readonly struct TraceNonce
{
    /// <summary>How many bytes number and nonce take.</summary>
    public const int Length = 8;

    private const int NumberLength = 2;

    private readonly byte[] _bytes;

    private TraceNonce(byte[] bytes) => _bytes = bytes;

    public static TraceNonce Create() => new(RandomNumberGenerator.GetBytes(Length - NumberLength));

    /// <summary>Writes a number and the nonce; what follows is filled with a pattern.</summary>
    public void Write(Span<byte> bytes, ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        _bytes.CopyTo(bytes[NumberLength..]);
        for (var i = Length; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(0x40 + (i & 0x3F));
        }
    }

    /// <summary>Reads the number back.</summary>
    public TraceMatch Match(ReadOnlySpan<byte> bytes, out ushort number)
    {
        number = 0;
        // A quoted packet that is shorter than 128 bytes has zeros behind it before an extension (RFC 4884 §4.1).
        if (bytes.Length < Length || bytes[..Length].IndexOfAnyExcept((byte)0) < 0)
        {
            return TraceMatch.Unclear;
        }

        number = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes[NumberLength..Length].SequenceEqual(_bytes) ? TraceMatch.Known : TraceMatch.Foreign;
    }
}
