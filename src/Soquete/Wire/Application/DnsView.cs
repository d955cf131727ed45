using System.Buffers.Binary;

namespace Soquete.Wire.Application;

/// <summary>
/// A DNS message as it lies in a datagram (RFC 1035 section 4), without the length that stands before it on a stream.
/// </summary>
public readonly ref struct DnsView
{
    /// <summary>How many bytes stand before the questions.</summary>
    public const int HeaderLength = 12;

    internal const ushort ResponseFlag = 0x8000;
    internal const int OpcodeShift = 11;
    internal const int OpcodeMask = 0xF;
    internal const ushort AuthoritativeFlag = 0x0400;
    internal const ushort TruncatedFlag = 0x0200;
    internal const ushort RecursionDesiredFlag = 0x0100;
    internal const ushort RecursionAvailableFlag = 0x0080;
    internal const ushort AuthenticDataFlag = 0x0020;
    internal const ushort CheckingDisabledFlag = 0x0010;
    internal const int ResponseCodeMask = 0xF;

    private DnsView(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>All of the message.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>What ties an answer to its question (ID).</summary>
    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(Bytes);

    /// <summary>The third and fourth byte as one number.</summary>
    public ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(Bytes[2..]);

    /// <summary>Whether it is an answer (QR).</summary>
    public bool IsResponse => (Flags & ResponseFlag) != 0;

    /// <summary>What is asked for (<see cref="DnsOpcode"/>).</summary>
    public byte Opcode => (byte)((Flags >> OpcodeShift) & OpcodeMask);

    /// <summary>Whether the server is an authority for the name (AA).</summary>
    public bool IsAuthoritative => (Flags & AuthoritativeFlag) != 0;

    /// <summary>Whether something was left out: ask again over TCP (TC).</summary>
    public bool IsTruncated => (Flags & TruncatedFlag) != 0;

    /// <summary>Whether the server is to ask others (RD).</summary>
    public bool IsRecursionDesired => (Flags & RecursionDesiredFlag) != 0;

    /// <summary>Whether the server asks others (RA).</summary>
    public bool IsRecursionAvailable => (Flags & RecursionAvailableFlag) != 0;

    /// <summary>Whether the server has verified what it answers (AD; RFC 4035 section 3.2.3).</summary>
    public bool IsAuthenticData => (Flags & AuthenticDataFlag) != 0;

    /// <summary>Whether the server need not verify what it answers (CD; RFC 4035 section 3.2.2).</summary>
    public bool IsCheckingDisabled => (Flags & CheckingDisabledFlag) != 0;

    /// <summary>How it came out, its lower four bits (<see cref="DnsResponseCode"/>).</summary>
    public byte ResponseCode => (byte)(Flags & ResponseCodeMask);

    /// <summary>How many questions there are said to be (QDCOUNT).</summary>
    public ushort QuestionCount => BinaryPrimitives.ReadUInt16BigEndian(Bytes[4..]);

    /// <summary>How many answers there are said to be (ANCOUNT).</summary>
    public ushort AnswerCount => BinaryPrimitives.ReadUInt16BigEndian(Bytes[6..]);

    /// <summary>How many records that point to an authority there are said to be (NSCOUNT).</summary>
    public ushort AuthorityCount => BinaryPrimitives.ReadUInt16BigEndian(Bytes[8..]);

    /// <summary>How many further records there are said to be (ARCOUNT).</summary>
    public ushort AdditionalCount => BinaryPrimitives.ReadUInt16BigEndian(Bytes[10..]);

    /// <summary>The questions.</summary>
    public DnsQuestions Questions => new(this);

    /// <summary>The records of all three sections, in their order.</summary>
    public DnsRecords Records => new(this);

    /// <summary>Looks at bytes as a message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="view">The view.</param>
    /// <returns>Whether there is a header.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out DnsView view)
    {
        view = bytes.Length >= HeaderLength ? new DnsView(bytes) : default;
        return bytes.Length >= HeaderLength;
    }
}
