using System.Buffers.Binary;

namespace Soquete.Benchmarking.Protocol;

/// <summary>What every datagram of the protocol begins with.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="Token">The client's; its own choice as long as it has none.</param>
/// <param name="Connection">Which of the client's connections, from 0.</param>
/// <param name="Flags"><see cref="Measured"/>, or nothing.</param>
/// <param name="Number">Which datagram of its connection and direction, or which question.</param>
/// <param name="Stamp">
/// When it was sent, in nanoseconds of the sender's clock; of a request whatever the client wants back.
/// </param>
internal readonly record struct DatagramHeader(
    DatagramKind Kind, ulong Token, ushort Connection, ushort Flags, ulong Number, long Stamp)
{
    public const int Bytes = 32;

    /// <summary>It was sent after the warm-up, and counts.</summary>
    public const ushort Measured = 1;

    private const uint Magic = 0x53514200;

    public bool IsMeasured => (Flags & Measured) != 0;

    public static bool TryRead(ReadOnlySpan<byte> datagram, out DatagramHeader header)
    {
        header = default;
        if (datagram.Length < Bytes)
        {
            return false;
        }

        var first = BinaryPrimitives.ReadUInt32BigEndian(datagram);
        header = new DatagramHeader(
            (DatagramKind)(first & 0xFF),
            BinaryPrimitives.ReadUInt64BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[12..]),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[14..]),
            BinaryPrimitives.ReadUInt64BigEndian(datagram[16..]),
            BinaryPrimitives.ReadInt64BigEndian(datagram[24..]));
        return (first & ~0xFFu) == Magic;
    }

    public void Write(Span<byte> datagram)
    {
        BinaryPrimitives.WriteUInt32BigEndian(datagram, Magic | (uint)Kind);
        BinaryPrimitives.WriteUInt64BigEndian(datagram[4..], Token);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[12..], Connection);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[14..], Flags);
        BinaryPrimitives.WriteUInt64BigEndian(datagram[16..], Number);
        BinaryPrimitives.WriteInt64BigEndian(datagram[24..], Stamp);
    }
}

/// <summary>What a datagram of the protocol is.</summary>
internal enum DatagramKind : byte
{
    /// <summary>A frame follows.</summary>
    Control = (byte)'C',

    /// <summary>It is counted.</summary>
    Data = (byte)'D',

    /// <summary>It is sent back as it is.</summary>
    Request = (byte)'R',

    /// <summary>The connection's socket: where the server sends its data. It is sent back as it is.</summary>
    Join = (byte)'J',
}
