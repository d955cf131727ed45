using System.Buffers.Binary;

namespace Soquete.Wire.Internet;

/// <summary>The times of an ICMP timestamp message (RFC 792): milliseconds since midnight UT.</summary>
/// <remarks>With the highest bit set, a time is not in milliseconds, or not since midnight UT.</remarks>
/// <param name="Originate">When the sender touched the question last.</param>
/// <param name="Receive">When the answerer first touched it.</param>
/// <param name="Transmit">When the answerer touched the answer last.</param>
public readonly record struct IcmpTimestamps(uint Originate, uint Receive, uint Transmit)
{
    /// <summary>How many bytes the three take.</summary>
    public const int Length = 12;

    internal static bool AreIn(byte type, ReadOnlySpan<byte> data) =>
        type is IcmpType.TimestampRequest or IcmpType.TimestampReply && data.Length >= Length;

    internal static IcmpTimestamps Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32BigEndian(bytes),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));

    internal byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Originate);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Receive);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Transmit);
        return bytes;
    }
}
