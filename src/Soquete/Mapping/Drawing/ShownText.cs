using System.Globalization;

namespace Soquete.Mapping.Drawing;

/// <summary>Text from outside, made fit for a drawing: what is long is cut, by the cells that it takes.</summary>
internal static class ShownText
{
    private const char Ellipsis = '…';

    /// <summary>
    /// Escapes it, and leaves the middle out of what is wider than so many cells of a fixed-width font.
    /// </summary>
    public static string Fit(string text, int cells)
    {
        var escaped = Printable.Escape(text);
        if (Cells(escaped) <= cells)
        {
            return escaped;
        }

        var tail = Take(Reverse(escaped), (cells - 1) / 2);
        return Take(escaped, cells - 1 - Cells(tail)) + Ellipsis + Reverse(tail);
    }

    /// <summary>How many cells it takes. East Asian letters take two (UAX #11), and signs that combine none.</summary>
    public static int Cells(string text)
    {
        var cells = 0;
        foreach (var c in text)
        {
            cells += CellsOf(c);
        }

        return cells;
    }

    private static string Take(string text, int cells)
    {
        var length = 0;
        while (length < text.Length && (cells -= CellsOf(text[length])) >= 0)
        {
            length++;
        }

        return text[..length];
    }

    private static string Reverse(string text)
    {
        var letters = text.ToCharArray();
        Array.Reverse(letters);
        return new string(letters);
    }

    private static int CellsOf(char c) =>
        c < '\u0300' ? 1
        : char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF') or (>= '\uAC00' and <= '\uD7A3')
            or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F') or (>= '\uFF00' and <= '\uFF60')
            or (>= '\uFFE0' and <= '\uFFE6') ? 2 : 1;
}
