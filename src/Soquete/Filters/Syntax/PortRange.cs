using System.Globalization;
using Soquete.Interop;
using Soquete.Wire.Internet;

namespace Soquete.Filters.Syntax;

/// <summary>Ports by their names in services(5) or their numbers, the lower one first.</summary>
/// <param name="First">The lowest.</param>
/// <param name="Last">The highest.</param>
/// <param name="Protocol">The protocol whose service it is; null where TCP and UDP both have it.</param>
internal sealed record PortRange(uint First, uint Last, uint? Protocol)
{
    public delegate PortRange? Reader(string text, string? protocol, out string problem);

    /// <summary>The port of a service, of one protocol or of whichever have it; null where there is none.</summary>
    public static PortRange? OfPort(string text, string? protocol, out string problem)
    {
        var overTcp = ServiceNames.TryFindPort(text, "tcp", out var tcp);
        var overUdp = ServiceNames.TryFindPort(text, "udp", out var udp);
        problem = $"no service is called '{Printable.Shorten(text)}' (/etc/services)";
        if (!overTcp && !overUdp)
        {
            return null;
        }

        var only = overTcp == overUdp && tcp == udp ? null : overTcp ? "tcp" : "udp";
        problem = $"'{Printable.Shorten(text)}' is a service of {only}";
        var port = (uint)(overTcp ? tcp : udp);
        return protocol is not null && only is not null && protocol != only ? null
            : new PortRange(port, port, only is null ? null : only == "tcp" ? IpProtocol.Tcp : IpProtocol.Udp);
    }

    /// <summary>Two ports, numbers or services, with <c>-</c> between.</summary>
    public static PortRange? OfRange(string text, string? protocol, out string problem)
    {
        problem = $"'{Printable.Shorten(text)}' is no range of ports, such as 6000-6008";
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || dash == text.Length - 1
            || OfEnd(text[..dash], protocol, ref problem) is not { } first
            || OfEnd(text[(dash + 1)..], protocol, ref problem) is not { } last)
        {
            return null;
        }

        return new PortRange(
            Math.Min(first.First, last.First),
            Math.Max(first.Last, last.Last),
            first.Protocol == last.Protocol ? first.Protocol : null);
    }

    private static PortRange? OfEnd(string text, string? protocol, ref string problem)
    {
        if (!text.All(char.IsAsciiDigit))
        {
            return OfPort(text, protocol, out problem);
        }

        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PortRange(number, number, null)
            : null;
    }
}
