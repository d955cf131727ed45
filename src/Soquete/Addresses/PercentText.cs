using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// Probabilities as the address grammar and the command write them: <c>1%</c>, <c>0.5%</c>, <c>100%</c>. In programs
/// they are numbers from 0 to 1.
/// </summary>
public static class PercentText
{
    /// <summary>More than the least of all positive doubles needs.</summary>
    private const int LongestNumber = 400;

    /// <summary>Reads a percentage from 0 to 100.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double fraction)
    {
        fraction = 0;
        // A hundredth is made of the text, not of the number, so that 0.1% is the same double as 0.001.
        return text is [.. var number, '%'] && number.Length <= LongestNumber
            && !number.ContainsAnyExcept("0123456789.")
            && double.TryParse(
                $"{number}E-2", NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out fraction)
            && fraction <= 1;
    }

    /// <summary>Writes the shortest percentage that is read as the same fraction, without an exponent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or more than 1.</exception>
    public static string Format(double fraction)
    {
        if (fraction is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction is not within 0 to 1.");
        }

        // "R" gives the shortest digits there are, such as 0.015 or 1.5E-05. Zero may have a sign.
        var parts = Math.Abs(fraction).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        var whole = (point < 0 ? parts[0].Length : point) + exponent + 2;
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = digits.Trim('0') is { Length: > 0 } some ? some : "0";
        return $"{WithPoint(significant, whole - (digits.Length - digits.TrimStart('0').Length))}%";
    }

    /// <summary>Writes digits so that so many stand before the point; none or fewer mean zeros after it.</summary>
    private static string WithPoint(string digits, int whole) => digits == "0" ? digits
        : whole <= 0 ? $"0.{new string('0', -whole)}{digits}"
        : whole >= digits.Length ? digits.PadRight(whole, '0')
        : $"{digits[..whole]}.{digits[whole..]}";
}
