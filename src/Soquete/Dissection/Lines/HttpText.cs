using System.Buffers;

namespace Soquete.Dissection.Lines;

/// <summary>The first line of protocols that speak in text.</summary>
internal static class HttpText
{
    private const int LongestWord = 32;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private static readonly string[] Methods =
    [
        "GET", "PUT", "HEAD", "POST", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "COPY", "MOVE", "LOCK",
        "UNLOCK", "MKCOL", "PROPFIND", "PROPPATCH", "REPORT", "SEARCH", "SUBSCRIBE", "UNSUBSCRIBE", "NOTIFY", "MERGE",
    ];

    /// <summary><c>HTTP: GET / HTTP/1.1</c>, and <c>HTTP</c> alone within a body.</summary>
    public static void Write(LineBuffer line, ReadOnlySpan<byte> payload)
    {
        line.Add("HTTP");
        if (IsRequest(payload) || IsResponse(payload))
        {
            WriteFirstLine(line, payload);
        }
    }

    /// <summary>A colon and the first line, where it is printable.</summary>
    public static void WriteFirstLine(LineBuffer line, ReadOnlySpan<byte> payload)
    {
        var end = payload.IndexOfAny(LineEnds);
        var first = end < 0 ? payload : payload[..end];
        if (!first.IsEmpty && !first.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            line.Add(": ").AddEscaped(first);
        }
    }

    private static bool IsRequest(ReadOnlySpan<byte> payload)
    {
        var end = payload[..Math.Min(payload.Length, LongestWord)].IndexOf((byte)' ');
        foreach (var method in Methods)
        {
            if (end == method.Length && System.Text.Ascii.Equals(payload[..end], method))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A version, then a status of three digits.</summary>
    private static bool IsResponse(ReadOnlySpan<byte> payload)
    {
        var space = payload[..Math.Min(payload.Length, LongestWord)].IndexOf((byte)' ');
        var rest = payload[(space + 1)..];
        return space > 0 && rest.Length >= 3 && !rest[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (rest.Length == 3 || rest[3] is (byte)' ' or (byte)'\r' or (byte)'\n');
    }
}
