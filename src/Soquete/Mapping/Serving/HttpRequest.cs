using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Soquete.Mapping.Serving;

/// <summary>What a browser asks for: the head of a request (RFC 9112), of which only a little is needed.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path, without what follows a question mark.</param>
/// <param name="Host">The host that was asked, without its port.</param>
internal sealed record HttpRequest(string Method, string Path, string Host)
{
    /// <summary>How long a head may be, with the empty line that ends it.</summary>
    public const int MostBytes = 16 * 1024;

    private const byte Carriage = (byte)'\r';
    private const byte Newline = (byte)'\n';

    /// <summary>Where the head ends, after its empty line; -1 where it has not come whole.</summary>
    public static int EndOf(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    /// <summary>Reads a head.</summary>
    /// <param name="head">All of it, with the empty line.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> head, [NotNullWhen(true)] out HttpRequest? request, out HttpStatus problem)
    {
        request = null;
        problem = HttpStatus.BadRequest;
        if (!TryLine(ref head, out var line) || !TryRequestLine(line, out var method, out var target, ref problem))
        {
            return false;
        }

        string? host = null;
        while (true)
        {
            if (!TryLine(ref head, out var header))
            {
                return false;
            }

            if (header.IsEmpty)
            {
                break;
            }

            if (!TryHeader(header, out var name, out var value) || (IsHost(name) && host is not null)
                || IsBody(name, value))
            {
                return false;
            }

            host = IsHost(name) ? HostOf(value) : host;
        }

        // Without Host a request of HTTP/1.1 is none (RFC 9112, section 3.2), and older ones are not served without.
        if (host is null || !head.IsEmpty)
        {
            return false;
        }

        var question = target.IndexOf('?');
        request = new HttpRequest(method, question < 0 ? target : target[..question], host);
        return true;
    }

    /// <summary>
    /// The next line, without the CRLF that ends it. A bare CR or LF is none (RFC 9112, section 2.2), nor are other
    /// signs that do not print.
    /// </summary>
    private static bool TryLine(ref ReadOnlySpan<byte> head, out ReadOnlySpan<byte> line)
    {
        var end = head.IndexOf(Newline);
        line = end < 1 || head[end - 1] != Carriage ? default : head[..(end - 1)];
        if (end < 1 || head[end - 1] != Carriage || line.ContainsAnyInRange((byte)0, (byte)8)
            || line.ContainsAnyInRange((byte)10, (byte)31) || line.Contains((byte)127))
        {
            return false;
        }

        head = head[(end + 1)..];
        return true;
    }

    private static bool TryRequestLine(
        ReadOnlySpan<byte> line, out string method, out string target, ref HttpStatus problem)
    {
        (method, target) = ("", "");
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        if (first < 1 || last <= first + 1)
        {
            return false;
        }

        var name = line[..first];
        var path = line[(first + 1)..last];
        var version = line[(last + 1)..];
        if (!IsToken(name) || path[0] != '/' || path.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return false;
        }

        if (!version.SequenceEqual("HTTP/1.1"u8) && !version.SequenceEqual("HTTP/1.0"u8))
        {
            problem = version.StartsWith("HTTP/"u8) ? HttpStatus.VersionNotSupported : HttpStatus.BadRequest;
            return false;
        }

        (method, target) = (Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(path));
        return true;
    }

    private static bool TryHeader(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = line.IndexOf((byte)':');
        name = colon < 1 ? default : line[..colon];
        value = colon < 1 ? default : line[(colon + 1)..].Trim(" \t"u8);
        return IsToken(name);
    }

    private static bool IsHost(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(name, "Host"u8);

    /// <summary>Whether a header announces a body, which nothing here has a use for.</summary>
    private static bool IsBody(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8)
        || (Ascii.EqualsIgnoreCase(name, "Content-Length"u8) && !value.SequenceEqual("0"u8));

    /// <summary>The host without its port, in lower case.</summary>
    private static string HostOf(ReadOnlySpan<byte> value)
    {
        var colon = value.LastIndexOf((byte)':');
        var isPort = colon >= 0 && value[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        return Encoding.Latin1.GetString(isPort ? value[..colon] : value).ToLowerInvariant();
    }

    /// <summary>One or more of the signs that names are made of (RFC 9110, section 5.6.2).</summary>
    private static bool IsToken(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && text.IndexOfAnyExcept(
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8) < 0;
}
