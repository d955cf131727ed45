using System.Globalization;
using System.Text;

namespace Soquete;

/// <summary>Text from outside, made fit to stand in one line.</summary>
internal static class Printable
{
    private const int LongestShown = 300;

    /// <summary>Escapes it, and cuts what is too long to read.</summary>
    public static string Shorten(string text) =>
        Escape(text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "..."));

    /// <summary>
    /// Escapes what does not print, could reorder a line, or may not stand in XML 1.0 (section 2.2).
    /// </summary>
    public static string Escape(string text)
    {
        if (!NeedsEscape(text))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = IsUnprintable(c)
                ? builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : builder.Append(c);
        }

        return builder.ToString();
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

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE' ||
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
