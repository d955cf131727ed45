using System.Buffers.Binary;

namespace Soquete.Wire.Transport;

/// <summary>One option of a TCP header as it lies in memory (RFC 9293 section 3.2).</summary>
public readonly ref struct TcpOptionView
{
    /// <summary>A shift beyond this one counts as this one: 14 (RFC 7323 section 2.3).</summary>
    public const byte MaxWindowScale = 14;

    private const int HeadLength = 2;

    internal TcpOptionView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of its bytes, from its kind: one at least.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What it is (<see cref="TcpOptionKind"/>).</summary>
    public byte Kind => Bytes[0];

    /// <summary>What stands behind kind and length; nothing for the end of the list and no operation.</summary>
    public ReadOnlySpan<byte> Data => Bytes.Length > HeadLength ? Bytes[HeadLength..] : default;

    /// <summary>Whether it says that selective acknowledgment is understood (RFC 2018 section 2).</summary>
    public bool IsSackPermitted => Kind == TcpOptionKind.SackPermitted && Bytes.Length == HeadLength;

    /// <summary>
    /// The blocks of a selective acknowledgment (RFC 2018 section 3); none where it is another option, or its length is
    /// no multiple of a block's.
    /// </summary>
    public SackBlocks SackBlocks =>
        new(Kind == TcpOptionKind.Sack && Data.Length % SackBlock.Length == 0 ? Data : default);

    /// <summary>The longest segment that the sender takes, in bytes. False where it is another option.</summary>
    public bool TryGetMaximumSegmentSize(out ushort size)
    {
        var isIt = Kind == TcpOptionKind.MaximumSegmentSize && Data.Length == sizeof(ushort);
        size = isIt ? BinaryPrimitives.ReadUInt16BigEndian(Data) : (ushort)0;
        return isIt;
    }

    /// <summary>
    /// How far the sender's windows are shifted, as it stands there: more than <see cref="MaxWindowScale"/> counts as
    /// that. False where it is another option.
    /// </summary>
    public bool TryGetWindowScale(out byte shift)
    {
        var isIt = Kind == TcpOptionKind.WindowScale && Data.Length == sizeof(byte);
        shift = isIt ? Data[0] : (byte)0;
        return isIt;
    }

    /// <summary>
    /// The sender's clock and the one of the peer that it echoes (TSval, TSecr). False where it is another option.
    /// </summary>
    public bool TryGetTimestamps(out uint value, out uint echoReply)
    {
        var isIt = Kind == TcpOptionKind.Timestamps && Data.Length == 2 * sizeof(uint);
        value = isIt ? BinaryPrimitives.ReadUInt32BigEndian(Data) : 0;
        echoReply = isIt ? BinaryPrimitives.ReadUInt32BigEndian(Data[sizeof(uint)..]) : 0;
        return isIt;
    }

    /// <summary>
    /// The cookie of TCP fast open, 4 to 16 bytes (RFC 7413 section 4.1.1), or none where one is asked for. False where
    /// it is another option.
    /// </summary>
    public bool TryGetFastOpenCookie(out ReadOnlySpan<byte> cookie)
    {
        var isIt = Kind == TcpOptionKind.FastOpenCookie && Data.Length is 0 or (>= 4 and <= 16);
        cookie = isIt ? Data : default;
        return isIt;
    }
}
