using System.Globalization;

namespace Soquete.Filters.Syntax;

/// <summary>Ethernet addresses in the forms that libpcap knows.</summary>
internal static class EthernetText
{
    private const int Octets = 6;

    /// <summary>
    /// Reads six octets of one or two hexadecimal digits with <c>:</c>, <c>-</c> or <c>.</c> between, three groups of
    /// four with dots, or twelve digits.
    /// </summary>
    public static bool TryRead(string text, out ulong address)
    {
        address = 0;
        return text.Length switch
        {
            12 when !text.AsSpan().ContainsAny(":-.") => TryReadGroup(text, ref address),
            14 when text[4] == '.' && text[9] == '.' => TryReadGroups(text.Split('.'), 4, ref address),
            >= 11 and <= 17 when text.AsSpan().IndexOfAny(":-.") is >= 0 and var at =>
                text.Split(text[at]) is { Length: Octets } octets && TryReadGroups(octets, 2, ref address),
            _ => false,
        };
    }

    private static bool TryReadGroups(string[] groups, int digits, ref ulong address)
    {
        foreach (var group in groups)
        {
            if (group.Length == 0 || group.Length > digits || (digits > 2 && group.Length < digits))
            {
                return false;
            }

            var value = 0ul;
            if (!TryReadGroup(group, ref value))
            {
                return false;
            }

            address = (address << (4 * digits)) | value;
        }

        return true;
    }

    private static bool TryReadGroup(string digits, ref ulong value) =>
        ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
