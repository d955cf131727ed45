namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>
/// The messages of recvmsg(2), sendmsg(2) and their batches, shortened for people: names, bytes, descriptors and
/// credentials stay; lengths, and what the kernel adds to every datagram, go. What stays is as strace prints it.
/// </summary>
internal static class ShortMessage
{
    private static readonly string[] Lengths =
        ["msg_namelen", "iov_len", "msg_iovlen", "msg_controllen", "cmsg_len", "cmsg_level"];

    // The kernel gives back that descriptors were to be closed on exec, whether or not any came.
    private static readonly string[] Empty = ["msg_control=[]", "msg_flags=0", "msg_flags=MSG_CMSG_CLOEXEC"];

    private static readonly string[] OfEveryDatagram =
    [
        "IP_PKTINFO", "IP_TOS", "IP_TTL", "IPV6_PKTINFO", "IPV6_TCLASS", "IPV6_HOPLIMIT",
    ];

    /// <summary>The arguments of a call; those without a message are given back as they are.</summary>
    public static string Of(string arguments) =>
        arguments.Contains("{msg_", StringComparison.Ordinal) ? string.Join(", ", Parts(arguments).Select(Shorten))
        : arguments;

    private static string Shorten(string value) => value switch
    {
        ['{', .. var fields, '}'] => Structure([.. Parts(fields)]),
        ['[', .. var elements, ']'] => $"[{Join(Parts(elements).Select(Shorten))}]",
        _ => value,
    };

    /// <summary>Nothing, for control data that comes with every datagram.</summary>
    private static string Structure(IReadOnlyList<string> fields) =>
        fields.Any(field => OfEveryDatagram.Any(name => field == $"cmsg_type={name}")) ? ""
        : $"{{{Join(fields.Where(field => !Lengths.Contains(NameOf(field))).Select(ShortenField))}}}";

    private static string ShortenField(string field)
    {
        var name = NameOf(field);
        var text = name.Length == field.Length ? field : $"{name}={Shorten(field[(name.Length + 1)..])}";
        return Empty.Contains(text) ? "" : text;
    }

    private static string NameOf(string field) => field.Split('=', 2)[0];

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    /// <summary>What stands between commas that are in no quotes and no brackets.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var (start, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var mark = text[i];
            i += isQuoted && mark == '\\' ? 1 : 0;
            isQuoted ^= mark == '"';
            depth += isQuoted ? 0 : mark is '(' or '[' or '{' ? 1 : mark is ')' or ']' or '}' ? -1 : 0;
            if (mark == ',' && depth == 0 && !isQuoted)
            {
                yield return text[start..i];
                start = i + 1 + (text.AsSpan(i + 1).StartsWith(" ") ? 1 : 0);
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }
}
