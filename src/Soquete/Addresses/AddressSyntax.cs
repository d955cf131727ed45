using System.Text;

namespace Soquete.Addresses;

/// <summary>The outer grammar: scheme, target and options, apart; and the escape of a comma.</summary>
/// <remarks>
/// A comma ends the target and each option. <c>\,</c> is a comma and <c>\\</c> a backslash; before any other
/// character a backslash stands for itself, so that few texts need an escape at all.
/// </remarks>
internal static class AddressSyntax
{
    internal readonly record struct OptionText(string Name, string? Value);

    internal readonly record struct Parts(
        string Scheme, bool HasColon, string Target, IReadOnlyList<OptionText> Options);

    /// <summary>Takes a text apart; any text has parts, and the scheme judges them.</summary>
    public static Parts Split(string text)
    {
        var end = text.AsSpan().IndexOfAny(':', ',');
        var scheme = end < 0 ? text : text[..end];
        var hasColon = end >= 0 && text[end] == ':';
        var rest = end < 0 ? string.Empty : text[(hasColon ? end + 1 : end)..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            rest = rest[2..];
        }

        var pieces = SplitAtCommas(rest);
        return new Parts(scheme.ToLowerInvariant(), hasColon, pieces[0], ReadOptions(pieces));
    }

    /// <summary>Escapes what would end a target or an option's value.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny('\\', ','))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',' || (text[i] == '\\' && (i + 1 == text.Length || text[i + 1] is '\\' or ',')))
            {
                builder.Append('\\');
            }

            builder.Append(text[i]);
        }

        return builder.ToString();
    }

    private static List<string> SplitAtCommas(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or ',')
            {
                piece.Append(text[++i]);
            }
            else if (text[i] == ',')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else
            {
                piece.Append(text[i]);
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static OptionText[] ReadOptions(List<string> pieces)
    {
        var options = new OptionText[pieces.Count - 1];
        for (var i = 0; i < options.Length; i++)
        {
            var piece = pieces[i + 1];
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            options[i] = equals < 0
                ? new OptionText(piece, null)
                : new OptionText(piece[..equals], piece[(equals + 1)..]);
        }

        return options;
    }
}
