using System.Globalization;
using System.Text;

namespace Soquete;

/// <summary>Text from outside, made fit to stand in one line of a message.</summary>
internal static class Printable
{
    private const int LongestShown = 300;

    /// <summary>
    /// Escapes control characters and what could reorder a line, and cuts what is too long to read.
    /// </summary>
    public static string Shorten(string text)
    {
        var shown = text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "...");
        return NeedsEscape(shown) ? Escape(shown) : shown;
    }

    private static bool NeedsEscape(string text)
    {
        foreach (var c in text)
        {
            if (IsUnprintable(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = IsUnprintable(c)
                ? builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : builder.Append(c);
        }

        return builder.ToString();
    }

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) ||
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
