using Soquete.Dissection.Lines;
using Soquete.Wire.Application;

namespace Soquete.Dissection.Trees;

/// <summary>DNS.</summary>
internal static class DnsTree
{
    public static void Read(TreeBuilder tree, ReadOnlySpan<byte> bytes, int at)
    {
        if (!DnsView.TryRead(bytes, out var message))
        {
            DataTree.Read(tree, bytes, at);
            return;
        }

        tree.Layer("dns", message.IsResponse ? "response" : "query", at, bytes.Length);
        tree.Add("id", message.Id, at, 2);
        tree.AddHex("flags", message.Flags, 4, at + 2, 2);
        tree.Add("opcode", DnsOpcode.Describe(message.Opcode), at + 2, 1);
        tree.AddFlag("truncated", message.IsTruncated, at + 2);
        tree.AddFlag("recursion desired", message.IsRecursionDesired, at + 2);
        if (message.IsResponse)
        {
            tree.AddFlag("authoritative", message.IsAuthoritative, at + 2);
            tree.AddFlag("recursion available", message.IsRecursionAvailable, at + 3);
            tree.Add("response code", DnsResponseCode.Describe(message.ResponseCode), at + 3, 1);
        }

        tree.Add("questions", message.QuestionCount, at + 4, 2);
        tree.Add("answers", message.AnswerCount, at + 6, 2);
        tree.Add("authorities", message.AuthorityCount, at + 8, 2);
        tree.Add("additional", message.AdditionalCount, at + 10, 2);
        ReadQuestions(tree, message, at);
        ReadRecords(tree, message, at);
    }

    private static void ReadQuestions(TreeBuilder tree, in DnsView message, int at)
    {
        var questions = message.Questions.GetEnumerator();
        while (questions.MoveNext() && !tree.IsFull)
        {
            var question = questions.Current;
            var line = DnsText.AddName(tree.Start(), question.Name).Add(' ').Add(DnsType.Describe(question.Type));
            DnsText.AddClass(line, question.Class, isMulticast: false);
            tree.Add("question", tree.Taken(), at + DnsView.HeaderLength, 0);
        }

        if (questions.IsMalformed)
        {
            tree.AddMalformed("a question is cut, or its name is wrong", at);
        }
    }

    private static void ReadRecords(TreeBuilder tree, in DnsView message, int at)
    {
        var records = message.Records.GetEnumerator();
        while (records.MoveNext() && !tree.IsFull)
        {
            var record = records.Current;
            DnsText.AddName(tree.Start(), record.Name);
            DnsRecordText.Write(tree.Line, record, isMulticast: false);
            tree.Line.Add(" ttl ").Add(record.TimeToLive);
            message.Bytes.Overlaps(record.Data, out var offset);
            tree.Add(NameOf(records.Section), tree.Taken(), at + offset, record.Data.Length);
        }

        if (records.IsMalformed && !tree.IsFull)
        {
            tree.AddMalformed("a record is cut, or its name is wrong", at);
        }
    }

    private static string NameOf(DnsSection section) => section switch
    {
        DnsSection.Answer => "answer",
        DnsSection.Authority => "authority",
        _ => "additional",
    };
}
