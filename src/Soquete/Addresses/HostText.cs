using System.Net;
using System.Net.Sockets;

namespace Soquete.Addresses;

/// <summary>
/// Reads hosts: strict where the base library is lax (it takes <c>1</c> and <c>0x7f.1</c> for IPv4 addresses).
/// </summary>
internal static class HostText
{
    /// <summary>Reads <c>HOST:PORT</c>, <c>[IPv6%zone]:PORT</c>, <c>*:PORT</c> or <c>PORT</c>.</summary>
    public static (Host Host, Port Port) ReadTarget(string target)
    {
        var text = target.EndsWith('/') ? target[..^1] : target; // what a pasted URL ends with
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            return close < 0 ? throw new AddressProblemException("']' is missing after an IPv6 address")
                : text.AsSpan(close + 1) is not [':', .. var port]
                    ? throw new AddressProblemException("a port is missing after ']': [IPv6]:PORT")
                    : (ReadBracketed(text[1..close]), Port.Read(port.ToString()));
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return (Host.Loopback, ReadLonePort(text));
        }

        var host = text[..colon];
        return host.Contains(':', StringComparison.Ordinal)
            ? throw Unbracketed(text, host)
            : (ReadHost(host), Port.Read(text[(colon + 1)..]));
    }

    /// <summary>
    /// Reads a host that stands alone: <c>HOST</c>, <c>IPv6%zone</c> with brackets or without, or <c>*</c>.
    /// </summary>
    public static Host ReadWhole(string text) => text switch
    {
        ['[', .. var inner, ']'] => ReadBracketed(inner),
        _ when text.Contains(':', StringComparison.Ordinal) => ReadBracketed(text),
        _ => ReadHost(text),
    };

    /// <summary>Reads a host that stands before a colon, without brackets.</summary>
    public static Host ReadHost(string text) => text switch
    {
        "" =>
            throw new AddressProblemException(
                "the host is empty; * means every address of this machine, a port alone its loopback"),
        "*" => Host.Any,
        _ when TryReadLiteral(text, out var literal) => Host.FromAddress(literal),
        _ when !text.AsSpan().ContainsAnyExcept(
            "0123456789.") => throw new AddressProblemException($"'{Printable.Shorten(text)}' is no IPv4 address"),
        _ =>
            IsName(text)
                ? Host.FromName(text)
                : throw new AddressProblemException($"'{Printable.Shorten(text)}' is no host name"),
    };

    /// <summary>Reads what stands between brackets.</summary>
    public static Host ReadBracketed(string text)
    {
        var percent = text.IndexOf('%', StringComparison.Ordinal);
        var zone = percent < 0 ? null : text[(percent + 1)..];
        // RFC 6874 writes the zone's percent sign as %25 in a URL.
        zone = zone is { Length: > 2 } && zone.StartsWith("25", StringComparison.Ordinal) ? zone[2..] : zone;
        if (zone is not null && !IsZone(zone))
        {
            throw new AddressProblemException($"'{Printable.Shorten(zone)}' is no zone");
        }

        return TryReadLiteral(percent < 0 ? text : text[..percent], out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
            ? Host.FromAddress(address, zone)
            : throw new AddressProblemException($"'{Printable.Shorten(text)}' is no IPv6 address");
    }

    /// <summary>
    /// Reads an IP address without a zone: IPv4 as four decimal octets, IPv6 in any form of RFC 4291.
    /// </summary>
    public static bool TryReadLiteral(string text, out IPAddress address)
    {
        address = IPAddress.None;
        var isIPv6 = text.Contains(':', StringComparison.Ordinal);
        if (text.AsSpan().ContainsAny('%', '[') || (!isIPv6 && !IsDottedQuad(text))
            || !IPAddress.TryParse(text, out var read))
        {
            return false;
        }

        address = read;
        return true;
    }

    /// <summary>
    /// RFC 1123 §2.1 lengths; underscores and letters beyond ASCII are let through for the resolver to judge.
    /// </summary>
    public static bool IsName(string text)
    {
        var relative = text.EndsWith('.') ? text[..^1] : text;
        return text.Length is > 0 and <= 253 && relative.Split('.').All(IsLabel) && !IsLaxIPv4(text);
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' &&
        label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Resolvers take 0x7f.1 for an address (inet_aton(3)), so it cannot be a name.</summary>
    private static bool IsLaxIPv4(string text) => char.IsAsciiDigit(text[0]) && IPAddress.TryParse(text, out _);

    private static bool IsZone(string text) =>
        text.Length is > 0 and <= 15 && text.All(c => c > ' ' && c < 127 && c is not ('/' or '%' or ']' or '[' or ','));

    private static bool IsDottedQuad(string text)
    {
        var octets = text.Split('.');
        return octets.Length == 4 && octets.All(octet =>
            octet.Length is > 0 and <= 3 && octet.All(char.IsAsciiDigit) && (octet.Length == 1 || octet[0] != '0'));
    }

    private static Port ReadLonePort(string text) =>
        text.Contains('.', StringComparison.Ordinal) || text is "localhost" or "*"
        ? throw new AddressProblemException($"a port is missing: {Printable.Shorten(text)}:PORT")
        : Port.Read(text);

    private static AddressProblemException Unbracketed(string text, string host)
    {
        var port = text[(host.Length + 1)..];
        return TryReadLiteral(host, out var literal) && port.Length > 0
            ? new AddressProblemException("an IPv6 address stands in brackets", $"[{literal}]:{port}")
            : new AddressProblemException("a target is HOST:PORT, with an IPv6 address in brackets: [::1]:PORT");
    }
}
