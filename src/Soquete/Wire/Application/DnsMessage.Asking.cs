namespace Soquete.Wire.Application;

/// <content>Questions, and whether a message answers one.</content>
public sealed partial record DnsMessage
{
    /// <summary>A question.</summary>
    /// <param name="id">What ties the answer to it. It should be hard to guess (RFC 5452 section 9.2).</param>
    /// <param name="name">Whose records are asked for.</param>
    /// <param name="type">Which records are asked for (<see cref="DnsType"/>).</param>
    /// <param name="isRecursionDesired">Whether the server is to ask others. On unless switched off.</param>
    /// <param name="extension">What the asker can do beyond RFC 1035, or nothing.</param>
    public static DnsMessage Query(
        ushort id, DnsName name, ushort type, bool isRecursionDesired = true, DnsExtension? extension = null) => new()
    {
        Id = id,
        IsRecursionDesired = isRecursionDesired,
        Questions = [new DnsQuestion(name, type)],
        Additionals = extension is null ? [] : [extension.ToRecord()],
    };

    /// <summary>
    /// Whether it answers a message: with its id, operation and questions (RFC 5452 section 4.2). A server that could
    /// not read the questions may leave them out.
    /// </summary>
    /// <param name="query">The message that was sent.</param>
    public bool IsAnswerTo(DnsMessage query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return IsResponse && !query.IsResponse && Id == query.Id && Opcode == query.Opcode
            && (Questions == query.Questions
                || (Questions.Count == 0 && ResponseCode == DnsResponseCode.FormatError));
    }

    /// <summary>
    /// The answers for a question's name and type, by way of the names that the answers say it stands for (RFC 1034
    /// section 3.6.2), in whatever order they stand.
    /// </summary>
    /// <param name="question">What was asked.</param>
    public ValueList<DnsRecord> AnswersTo(DnsQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var names = new HashSet<DnsName>();
        var name = question.Name;
        // A name is followed once, so that names in a circle come to an end.
        while (names.Add(name) && question.Type != DnsType.Cname && Alias(name) is { } next)
        {
            name = next;
        }

        return Answers.Memory.ToArray().Where(answer => answer.Name == name && answer.Class == question.Class
            && (answer.Type == question.Type || question.Type == DnsType.Any)).ToArray();
    }

    private DnsName? Alias(DnsName name)
    {
        foreach (var answer in Answers)
        {
            if (answer is { Type: DnsType.Cname, Data: DnsNameData alias } && answer.Name == name)
            {
                return alias.Name;
            }
        }

        return null;
    }
}
