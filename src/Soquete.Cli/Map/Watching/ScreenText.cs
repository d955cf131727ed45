using System.Globalization;
using System.Text;

namespace Soquete.Cli.Map.Watching;

/// <summary>Text in cells of a terminal: how wide it is, and what of it fits.</summary>
/// <remarks>
/// What a terminal would obey or reorder by is escaped as <c>\u{1b}</c>. A character of East Asian scripts takes two
/// cells, a combining one none (Unicode Standard Annex 11).
/// </remarks>
internal static class ScreenText
{
    private const char Ellipsis = '…';

    /// <summary>The first and last of ranges that are two cells wide.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653),
        (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C),
        (0x2753, 0x2757), (0x2795, 0x2797), (0x2B1B, 0x2B1C), (0x2B50, 0x2B55), (0x2E80, 0x303E), (0x3041, 0xA4CF),
        (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60),
        (0xFFE0, 0xFFE6), (0x16FE0, 0x18AFF), (0x1B000, 0x1B2FF), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
        (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1E6, 0x1F265), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F7E0, 0x1F7EB), (0x1F90C, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>How many cells the text takes once it is escaped.</summary>
    public static int WidthOf(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(rune);
        }

        return width;
    }

    /// <summary>The text, escaped, in at most so many cells; what is cut ends with an ellipsis.</summary>
    public static string Fit(string text, int width)
    {
        if (width <= 0)
        {
            return "";
        }

        return text.Length <= width && Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f')
            && !text.Contains('\x7f') ? text : FitSlowly(text, width);
    }

    /// <summary>The same in exactly so many cells, at their left.</summary>
    public static string Left(string text, int width)
    {
        var fitting = Fit(text, width);
        return fitting + Blank(width - WidthOf(fitting));
    }

    /// <summary>The same in exactly so many cells, at their right.</summary>
    public static string Right(string text, int width)
    {
        var fitting = Fit(text, width);
        return Blank(width - WidthOf(fitting)) + fitting;
    }

    private static string Blank(int width) => width > 0 ? new string(' ', width) : "";

    private static string FitSlowly(string text, int width)
    {
        var isCut = WidthOf(text) > width;
        var left = isCut ? width - 1 : width;
        var built = new StringBuilder(width);
        foreach (var rune in text.EnumerateRunes())
        {
            if (WidthOf(rune) is var needed && needed > left)
            {
                break;
            }

            left -= needed;
            _ = IsEscaped(rune) ? built.Append(Escape(rune)) : built.Append(rune.ToString());
        }

        return isCut ? built.Append(Ellipsis).ToString() : built.ToString();
    }

    private static int WidthOf(Rune rune)
    {
        if (rune.Value is >= ' ' and < 0x7F)
        {
            return 1;
        }

        return IsEscaped(rune) ? Escape(rune).Length
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
            : IsWide(rune.Value) ? 2
            : 1;
    }

    private static bool IsWide(int value)
    {
        foreach (var (first, last) in Wide)
        {
            if (value <= last)
            {
                return value >= first;
            }
        }

        return false;
    }

    private static bool IsEscaped(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Escape(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
}
