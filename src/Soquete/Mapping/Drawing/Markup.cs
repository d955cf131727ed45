using System.Globalization;
using System.Text;

namespace Soquete.Mapping.Drawing;

/// <summary>Text and numbers as they stand in XML and HTML.</summary>
internal static class Markup
{
    /// <summary>Text for an element or an attribute; what XML forbids is escaped so that it can be read.</summary>
    public static string Text(string text)
    {
        var shown = Printable.Escape(text);
        if (shown.AsSpan().IndexOfAny("&<>\"'") < 0)
        {
            return shown;
        }

        var builder = new StringBuilder(shown.Length + 16);
        foreach (var c in shown)
        {
            _ = c switch
            {
                '&' => builder.Append("&amp;"),
                '<' => builder.Append("&lt;"),
                '>' => builder.Append("&gt;"),
                '"' => builder.Append("&quot;"),
                '\'' => builder.Append("&#39;"),
                _ => builder.Append(c),
            };
        }

        return builder.ToString();
    }

    /// <summary>A length, to a tenth of a pixel.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
