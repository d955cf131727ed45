using System.Globalization;
using System.Text;

namespace Soquete.Mapping.Serving;

/// <summary>An answer, as it is sent. A connection has one, and is closed after it.</summary>
internal static class HttpAnswer
{
    /// <summary>The type of a stream of events (HTML, section 9.2).</summary>
    public const string Events = "text/event-stream";

    private const string Html = "text/html; charset=utf-8";
    private const string Nothing = "default-src 'none'";
    private const string Plain = "text/plain; charset=utf-8";

    /// <summary>A page, under a policy of its own.</summary>
    public static byte[] Page(string page, string policy, bool isHead)
    {
        var body = Encoding.UTF8.GetBytes(page);
        return [.. Head(HttpStatus.Ok, Html, policy, body.Length), .. isHead ? [] : body];
    }

    /// <summary>What begins a stream of events: it has no length, and ends with the connection.</summary>
    public static byte[] EventsHead() => Head(HttpStatus.Ok, Events, Nothing, null);

    /// <summary>A refusal, with a line of text that says it.</summary>
    public static byte[] Refusal(HttpStatus status, bool isHead = false)
    {
        var body = Encoding.ASCII.GetBytes($"{Words(status)}\n");
        return [.. Head(status, Plain, Nothing, body.Length), .. isHead ? [] : body];
    }

    /// <summary>Nothing is kept, guessed, framed, or told to others.</summary>
    private static byte[] Head(HttpStatus status, string type, string policy, int? length)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)status} {Words(status)}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        if (length is { } bytes)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {bytes}\r\n");
        }

        if (status == HttpStatus.MethodNotAllowed)
        {
            head.Append("Allow: GET, HEAD\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Security-Policy: {policy}; frame-ancestors 'none'\r\n");
        head.Append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n");
        head.Append("Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n");
        return Encoding.ASCII.GetBytes(head.ToString());
    }

    private static string Words(HttpStatus status) => status switch
    {
        HttpStatus.Ok => "OK",
        HttpStatus.BadRequest => "Bad Request",
        HttpStatus.Forbidden => "Forbidden",
        HttpStatus.NotFound => "Not Found",
        HttpStatus.MethodNotAllowed => "Method Not Allowed",
        HttpStatus.RequestTimeout => "Request Timeout",
        HttpStatus.HeadersTooLarge => "Request Header Fields Too Large",
        HttpStatus.Unavailable => "Service Unavailable",
        _ => "HTTP Version Not Supported",
    };
}
