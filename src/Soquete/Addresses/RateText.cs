using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// Rates in bits a second as the address grammar and the command write them: <c>8000bit</c>, <c>500kbit</c>,
/// <c>1.5mbit</c>, <c>1gbit</c> (powers of 1,000, as in tc(8)).
/// </summary>
public static class RateText
{
    /// <summary>The highest rate that is accepted, 1 Tbit a second.</summary>
    public const long Highest = 1_000_000_000_000;

    private const int LongestNumber = 16;

    private static readonly (string Unit, long Bits)[] Units =
        [("kbit", 1_000), ("mbit", 1_000_000), ("gbit", 1_000_000_000), ("tbit", Highest), ("bit", 1)];

    /// <summary>Reads a rate of 1 to <see cref="Highest"/>, in whole bits; the unit in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bitsPerSecond)
    {
        bitsPerSecond = 0;
        foreach (var (unit, bits) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return TryParse(text[..^unit.Length], bits, out bitsPerSecond);
            }
        }

        return false;
    }

    /// <summary>Writes the shortest text for a rate: <c>1500kbit</c> is <c>1.5mbit</c>, <c>500kbit</c> stays.</summary>
    public static string Format(long bitsPerSecond)
    {
        var shortest = $"{bitsPerSecond}bit";
        foreach (var (unit, bits) in Units)
        {
            var text = ((decimal)bitsPerSecond / bits).ToString("0.############", CultureInfo.InvariantCulture) + unit;
            shortest = text.Length < shortest.Length ? text : shortest;
        }

        return shortest;
    }

    private static bool TryParse(ReadOnlySpan<char> number, long unit, out long bitsPerSecond)
    {
        bitsPerSecond = 0;
        if (number.Length > LongestNumber || !decimal.TryParse(
            number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var bits = count * unit;
        if (bits < 1 || bits > Highest || bits != decimal.Truncate(bits))
        {
            return false;
        }

        bitsPerSecond = (long)bits;
        return true;
    }
}
