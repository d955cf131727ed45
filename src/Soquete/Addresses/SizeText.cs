using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// Sizes in bytes as the address grammar and the command write them: <c>4096</c>, <c>64k</c>, <c>1M</c>, <c>4G</c>
/// (powers of 1,024).
/// </summary>
public static class SizeText
{
    /// <summary>Reads a size of up to 2⁶² bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        bytes = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        var shift = char.ToLowerInvariant(text[^1]) switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        var number = shift == 0 ? text : text[..^1];
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > (1L << 62) >> shift)
        {
            return false;
        }

        bytes = count << shift;
        return true;
    }

    /// <summary>Writes a size with the largest unit that keeps it whole.</summary>
    public static string Format(long bytes)
    {
        ReadOnlySpan<(int Shift, string Unit)> units = [(40, "T"), (30, "G"), (20, "M"), (10, "k")];
        foreach (var (shift, unit) in units)
        {
            if (bytes != 0 && (bytes & ((1L << shift) - 1)) == 0)
            {
                return (bytes >> shift).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
