using System.Globalization;
using Soquete.Interop;

namespace Soquete.Addresses;

/// <summary>Protocols above IP, by number (IANA) or by name (protocols(5)).</summary>
internal static class ProtocolText
{
    /// <summary>
    /// The names that are printed. They come before those of the machine, which may have no protocols(5).
    /// </summary>
    private static readonly (string Name, int Number)[] Printed =
    [
        ("icmp", Protocol.Icmp), ("igmp", 2), ("tcp", Protocol.Tcp), ("udp", Protocol.Udp), ("gre", 47), ("esp", 50),
        ("ah", 51), ("ipv6-icmp", Protocol.Icmpv6), ("ospf", 89), ("vrrp", 112), ("sctp", 132),
    ];

    public static int Read(string text)
    {
        if (text.Length == 0)
        {
            throw new AddressProblemException("a protocol is missing: a number from 0 to 255, or a name");
        }

        if (char.IsAsciiDigit(text[0]))
        {
            return byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new AddressProblemException(
                    $"'{Printable.Shorten(text)}' is no protocol: a number from 0 to 255, or a name");
        }

        return TryFind(text, out var found)
            ? found
            : throw new AddressProblemException(
                $"no protocol is called '{Printable.Shorten(text)}' (/etc/protocols)",
                NearestName.Of(text, Printed.Select(known => known.Name)));
    }

    public static string Format(int number) =>
        Printed.FirstOrDefault(known => known.Number == number).Name
        ?? number.ToString(CultureInfo.InvariantCulture);

    private static bool TryFind(string name, out int number)
    {
        number = name is "icmp6" or "icmpv6" ? Protocol.Icmpv6
            : Array.Find(Printed, known => known.Name == name) is { Name: not null } known ? known.Number
            : -1;
        return number >= 0
            || (!name.Contains('\0') && ProtocolNames.TryFind(name, out number) && number is >= 0 and <= byte.MaxValue);
    }
}
