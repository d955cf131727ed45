using System.Buffers.Binary;
using Soquete.Wire.Application;

namespace Soquete.Dissection.Lines;

/// <summary>A DNS message: <c>52341+ A? example.org. (29)</c>.</summary>
internal static class DnsText
{
    private const int PrefixLength = 2;

    // The bits of the flags that a question has no use for: QR, AA, TC, RA, Z, AD and the response code, less opcode.
    private const int StrangeInQuestion = 0x6CF;

    /// <summary>The bit of a class that asks for an answer by unicast, or says that others are out of date.</summary>
    private const int MulticastBit = 0x8000;

    public static void Write(LineBuffer line, ReadOnlySpan<byte> bytes, uint length, bool isMulticast)
    {
        if (!DnsView.TryRead(bytes, out var message))
        {
            _ = length < DnsView.HeaderLength
                ? line.Add("domain [length ").Add(length).Add(" < ").Add(DnsView.HeaderLength).Add("] [invalid]")
                : line;
            if (length >= DnsView.HeaderLength)
            {
                line.AddCut("domain");
            }

            return;
        }

        var isWhole = message.IsResponse
            ? TryWriteResponse(line, message, isMulticast)
            : TryWriteQuestion(line, message, isMulticast);
        if (isWhole)
        {
            line.Add(" (").Add(length).Add(')');
        }
        else
        {
            line.AddCut("domain");
        }
    }

    /// <summary>A message on a stream, where its length stands before it; part of one is passed over.</summary>
    public static void WriteOverTcp(LineBuffer line, ReadOnlySpan<byte> bytes, uint length)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(bytes, out var stated))
        {
            line.AddCut("domain");
        }
        else if (stated != length - PrefixLength)
        {
            line.Add(" [prefix length(").Add(stated).Add(") != length(").Add(length - PrefixLength)
                .Add(")] [invalid]");
        }
        else
        {
            Write(line.Add(' '), bytes[PrefixLength..], length - PrefixLength, isMulticast: false);
        }
    }

    private static bool TryWriteQuestion(LineBuffer line, in DnsView message, bool isMulticast)
    {
        line.Add(message.Id);
        AddOpcode(line, message.Opcode);
        line.Add(message.IsRecursionDesired ? "+" : "").Add(message.IsCheckingDisabled ? "%" : "");
        if ((message.Flags & StrangeInQuestion) != 0)
        {
            line.Add(" [b2&3=0x").AddHex(message.Flags).Add(']');
        }

        AddCount(line, message.AnswerCount, 0, "a]");
        AddCount(line, message.QuestionCount, 1, "q]");
        AddCount(line, message.AuthorityCount, 0, "n]");
        AddCount(line, message.AdditionalCount, 0, "au]");
        var questions = message.Questions.GetEnumerator();
        while (questions.MoveNext() && !line.IsFull)
        {
            var question = questions.Current;
            AddType(line.Add(' '), question.Type);
            AddClass(line, question.Class, isMulticast);
            _ = isMulticast ? line.Add((question.Class & MulticastBit) != 0 ? " (QU)" : " (QM)") : line;
            AddName(line.Add("? "), question.Name);
        }

        return !questions.IsMalformed;
    }

    private static bool TryWriteResponse(LineBuffer line, in DnsView message, bool isMulticast)
    {
        line.Add(message.Id);
        AddOpcode(line, message.Opcode);
        AddResponseCode(line, ResponseCodeOf(message));
        line.Add(message.IsAuthoritative ? "*" : "").Add(message.IsRecursionAvailable ? "" : "-")
            .Add(message.IsTruncated ? "|" : "").Add(message.IsAuthenticData ? "$" : "");
        AddCount(line, message.QuestionCount, 1, "q]");
        line.Add(' ').Add(message.AnswerCount).Add('/').Add(message.AuthorityCount).Add('/')
            .Add(message.AdditionalCount);
        var answers = 0;
        foreach (var record in message.Records)
        {
            if (answers == message.AnswerCount || line.IsFull)
            {
                break;
            }

            line.Add(answers++ > 0 ? "," : "");
            DnsRecordText.Write(line, record, isMulticast);
        }

        return answers == message.AnswerCount || line.IsFull;
    }

    /// <summary>The code of the header, with the upper bits that an OPT record adds (RFC 6891 section 6.1.3).</summary>
    private static int ResponseCodeOf(in DnsView message)
    {
        foreach (var record in message.Records)
        {
            if (record.Type == DnsType.Opt)
            {
                return message.ResponseCode | (int)(record.TimeToLive >> 24 << 4);
            }
        }

        return message.ResponseCode;
    }

    public static void AddType(LineBuffer line, ushort type) => _ = DnsType.Describe(type) is var name
        && name.StartsWith("TYPE", StringComparison.Ordinal) ? line.Add("Type").Add(type) : line.Add(name);

    /// <summary>The class, where it is not the internet's.</summary>
    public static void AddClass(LineBuffer line, ushort value, bool isMulticast)
    {
        var number = isMulticast ? value & ~MulticastBit : value;
        _ = number switch
        {
            DnsClass.Internet => line,
            DnsClass.Chaos => line.Add(" CHAOS"),
            DnsClass.Hesiod => line.Add(" HS"),
            DnsClass.None => line.Add(" NONE"),
            DnsClass.Any => line.Add(" ANY"),
            _ => line.Add(" (Class ").Add(number).Add(')'),
        };
    }

    public static LineBuffer AddName(LineBuffer line, in DnsNameView name)
    {
        foreach (var label in name)
        {
            line.AddEscaped(label).Add('.');
        }

        return name.IsRoot ? line.Add('.') : line;
    }

    private static void AddCount(LineBuffer line, int count, int usual, string unit) =>
        _ = count == usual ? line : line.Add(" [").Add(count).Add(unit);

    private static void AddOpcode(LineBuffer line, byte opcode) => _ = opcode switch
    {
        DnsOpcode.Query => line,
        1 => line.Add(" inv_q"),
        DnsOpcode.Status => line.Add(" stat"),
        DnsOpcode.Notify => line.Add(" notify"),
        DnsOpcode.Update => line.Add(" update"),
        _ => line.Add(" op").Add(opcode),
    };

    private static void AddResponseCode(LineBuffer line, int code) => _ = code switch
    {
        0 => line,
        1 => line.Add(" FormErr"),
        2 => line.Add(" ServFail"),
        3 => line.Add(" NXDomain"),
        4 => line.Add(" NotImp"),
        5 => line.Add(" Refused"),
        6 => line.Add(" YXDomain"),
        7 => line.Add(" YXRRSet"),
        8 => line.Add(" NXRRSet"),
        9 => line.Add(" NotAuth"),
        10 => line.Add(" NotZone"),
        16 => line.Add(" BadVers"),
        23 => line.Add(" BadCookie"),
        _ => line.Add(" Resp").Add(code),
    };
}
