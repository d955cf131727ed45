using System.Globalization;

namespace Soquete.Filters.Syntax;

/// <summary>Numbers as libpcap reads them: decimal, <c>0x</c> hexadecimal, and octal behind a zero.</summary>
internal static class NumberText
{
    private const int LongestOctal = 11;

    /// <summary>Whether the whole word is digits, or hexadecimal.</summary>
    public static bool IsNumber(string word) =>
        IsHexadecimal(word) ? word.AsSpan(2).IndexOfAnyExcept(HexadecimalDigits) < 0 : word.All(char.IsAsciiDigit);

    /// <summary>Whether it is two to four numbers with dots between.</summary>
    public static bool IsDotted(string word)
    {
        var parts = word.Split('.');
        return parts.Length is >= 2 and <= 4 && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }

    /// <summary>Reads what <see cref="IsNumber"/>.</summary>
    public static bool TryRead(string word, out uint number, out string problem)
    {
        problem = $"{Printable.Shorten(word)} does not fit in 32 bits";
        if (IsHexadecimal(word))
        {
            return uint.TryParse(
                word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        }

        return word[0] == '0' && word.Length > 1
            ? TryReadOctal(word.TrimStart('0'), out number, ref problem)
            : uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static System.Buffers.SearchValues<char> HexadecimalDigits { get; } =
        System.Buffers.SearchValues.Create("0123456789ABCDEFabcdef");

    private static bool IsHexadecimal(string word) => word.Length > 2 && word[0] == '0' && word[1] is 'x' or 'X';

    private static bool TryReadOctal(string digits, out uint number, ref string problem)
    {
        number = 0;
        if (digits.AsSpan().ContainsAny('8', '9'))
        {
            problem = $"0{Printable.Shorten(digits)} is octal, since it begins with 0, and has no 8 and 9";
            return false;
        }

        if (digits.Length > LongestOctal)
        {
            return false;
        }

        var value = digits.Aggregate(0ul, (sum, digit) => (sum * 8) + (ulong)(digit - '0'));
        number = (uint)value;
        return value <= uint.MaxValue;
    }
}
