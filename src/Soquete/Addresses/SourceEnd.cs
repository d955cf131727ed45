using System.Globalization;
using System.Net;

namespace Soquete.Addresses;

/// <summary>The local end that a connection is made from: an address of this machine, a port, or both.</summary>
/// <param name="Address">The local address, or null for the one the system picks.</param>
/// <param name="Port">The local port; 0 for one the system picks.</param>
public sealed record SourceEnd(IPAddress? Address, int Port)
{
    /// <summary><c>10.0.0.1:0</c>, <c>:5000</c> or <c>[::1]:0</c>.</summary>
    public override string ToString() => Address is null ? $":{Port}" : new IPEndPoint(Address, Port).ToString();

    internal static (bool Ok, SourceEnd? Value) Read(string text)
    {
        var (host, port) = Split(text);
        var number = port is null ? 0
            : int.TryParse(port, NumberStyles.None, null, out var n) ? n
            : -1;
        if (number is < 0 or > ushort.MaxValue)
        {
            return (false, null);
        }

        return host.Length == 0
            ? (number != 0, new SourceEnd(null, number))
            : (HostText.TryReadLiteral(host, out var address), new SourceEnd(address, number));
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            return close < 0 || (close + 1 < text.Length && text[close + 1] != ':')
                ? ("[", null)
                : (text[1..close], close + 1 < text.Length ? text[(close + 2)..] : null);
        }

        var colon = text.LastIndexOf(':');
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}
