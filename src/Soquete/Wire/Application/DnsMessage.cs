namespace Soquete.Wire.Application;

/// <summary>A DNS message: what it means, and how it is written (RFC 1035 section 4).</summary>
public sealed partial record DnsMessage
{
    /// <summary>The longest message: what the length before it on a stream can say (RFC 1035 section 4.2.2).</summary>
    public const int LongestMessage = 65_535;

    /// <summary>What ties an answer to its question. It should be hard to guess (RFC 5452 section 9.2).</summary>
    public ushort Id { get; init; }

    /// <summary>Whether it is an answer (QR).</summary>
    public bool IsResponse { get; init; }

    /// <summary>What is asked for (<see cref="DnsOpcode"/>), 0 to 15.</summary>
    public byte Opcode { get; init; }

    /// <summary>Whether the server is an authority for the name (AA).</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>Whether something was left out: ask again over TCP (TC).</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether the server is to ask others (RD).</summary>
    public bool IsRecursionDesired { get; init; }

    /// <summary>Whether the server asks others (RA).</summary>
    public bool IsRecursionAvailable { get; init; }

    /// <summary>Whether the server has verified what it answers (AD; RFC 4035 section 3.2.3).</summary>
    public bool IsAuthenticData { get; init; }

    /// <summary>Whether the server need not verify what it answers (CD; RFC 4035 section 3.2.2).</summary>
    public bool IsCheckingDisabled { get; init; }

    /// <summary>How it came out, the lower four bits; <see cref="FullResponseCode"/> has them all.</summary>
    public byte ResponseCode { get; init; }

    /// <summary>The questions; mostly one.</summary>
    public ValueList<DnsQuestion> Questions { get; init; }

    /// <summary>The answers.</summary>
    public ValueList<DnsRecord> Answers { get; init; }

    /// <summary>Records that point to an authority.</summary>
    public ValueList<DnsRecord> Authorities { get; init; }

    /// <summary>Further records, the OPT record among them.</summary>
    public ValueList<DnsRecord> Additionals { get; init; }

    /// <summary>What the sender can do beyond RFC 1035; null without an OPT record.</summary>
    public DnsExtension? Extension
    {
        get
        {
            foreach (var record in Additionals)
            {
                if (DnsExtension.Of(record) is { } extension)
                {
                    return extension;
                }
            }

            return null;
        }
    }

    /// <summary>
    /// How it came out (<see cref="DnsResponseCode"/>), with the upper bits of RFC 6891 section 6.1.3.
    /// </summary>
    public ushort FullResponseCode => (ushort)(((Extension?.UpperResponseCode ?? 0) << 4) | ResponseCode);

    private ushort Flags => (ushort)((IsResponse ? DnsView.ResponseFlag : 0)
        | ((Opcode & DnsView.OpcodeMask) << DnsView.OpcodeShift)
        | (IsAuthoritative ? DnsView.AuthoritativeFlag : 0)
        | (IsTruncated ? DnsView.TruncatedFlag : 0)
        | (IsRecursionDesired ? DnsView.RecursionDesiredFlag : 0)
        | (IsRecursionAvailable ? DnsView.RecursionAvailableFlag : 0)
        | (IsAuthenticData ? DnsView.AuthenticDataFlag : 0)
        | (IsCheckingDisabled ? DnsView.CheckingDisabledFlag : 0)
        | (ResponseCode & DnsView.ResponseCodeMask));

    /// <summary>What a message means. Bytes behind the last record are left out.</summary>
    /// <param name="view">The message.</param>
    /// <exception cref="WireFormatException">A question or a record is not whole.</exception>
    public static DnsMessage Read(in DnsView view)
    {
        var questions = ReadQuestions(view);
        var sections = ReadRecords(view);
        return new DnsMessage
        {
            Id = view.Id,
            IsResponse = view.IsResponse,
            Opcode = view.Opcode,
            IsAuthoritative = view.IsAuthoritative,
            IsTruncated = view.IsTruncated,
            IsRecursionDesired = view.IsRecursionDesired,
            IsRecursionAvailable = view.IsRecursionAvailable,
            IsAuthenticData = view.IsAuthenticData,
            IsCheckingDisabled = view.IsCheckingDisabled,
            ResponseCode = view.ResponseCode,
            Questions = questions,
            Answers = sections[(int)DnsSection.Answer].ToArray(),
            Authorities = sections[(int)DnsSection.Authority].ToArray(),
            Additionals = sections[(int)DnsSection.Additional].ToArray(),
        };
    }

    /// <summary>Writes the message.</summary>
    /// <param name="destination">Room for it; <see cref="LongestMessage"/> bytes are always enough.</param>
    /// <param name="isCompressed">
    /// Whether names that were written before are pointed to (RFC 1035 section 4.1.4). On unless switched off.
    /// </param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is no room.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is more than can be counted: of records in a section, or of bytes in one's data.
    /// </exception>
    public int Write(Span<byte> destination, bool isCompressed = true)
    {
        var writer = new DnsWriter(destination, isCompressed);
        writer.Write(Id);
        writer.Write(Flags);
        writer.Write(Count(Questions.Count));
        writer.Write(Count(Answers.Count));
        writer.Write(Count(Authorities.Count));
        writer.Write(Count(Additionals.Count));
        foreach (var question in Questions)
        {
            question.Write(ref writer);
        }

        WriteAll(ref writer, Answers);
        WriteAll(ref writer, Authorities);
        WriteAll(ref writer, Additionals);
        return writer.Length;
    }

    private static ushort Count(int count) => count <= ushort.MaxValue
        ? (ushort)count
        : throw new InvalidOperationException($"A section has at most {ushort.MaxValue} records.");

    private static void WriteAll(ref DnsWriter writer, ValueList<DnsRecord> records)
    {
        foreach (var record in records)
        {
            record.Write(ref writer);
        }
    }

    private static ValueList<DnsQuestion> ReadQuestions(DnsView view)
    {
        var questions = new List<DnsQuestion>();
        var enumerator = view.Questions.GetEnumerator();
        while (enumerator.MoveNext())
        {
            questions.Add(DnsQuestion.Read(enumerator.Current));
        }

        return !enumerator.IsMalformed
            ? questions.ToArray()
            : throw new WireFormatException($"question {questions.Count + 1} of {view.QuestionCount} is not whole");
    }

    /// <summary>The records of each section.</summary>
    private static List<DnsRecord>[] ReadRecords(DnsView view)
    {
        List<DnsRecord>[] sections = [[], [], []];
        var enumerator = view.Records.GetEnumerator();
        while (enumerator.MoveNext())
        {
            sections[(int)enumerator.Section].Add(DnsRecord.Read(enumerator.Current));
        }

        return !enumerator.IsMalformed
            ? sections
            : throw new WireFormatException($"record {sections.Sum(section => section.Count) + 1} is not whole");
    }
}
