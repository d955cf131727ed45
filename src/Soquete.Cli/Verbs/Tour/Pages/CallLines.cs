using System.Buffers;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>A call, wrapped to a width: nothing of it is left out.</summary>
internal static class CallLines
{
    /// <summary>How far the lines after the first are indented.</summary>
    public const int Indent = 2;

    private static readonly SearchValues<char> Marks = SearchValues.Create("|/,(=");

    /// <summary>Breaks after a space, else after a mark such as a bar, else anywhere; a break eats its space.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var (rest, margin) = (text, 0);
        while (rest.Length > width - margin)
        {
            var length = BreakIn(rest, width - margin);
            yield return new string(' ', margin) + rest[..length].TrimEnd(' ');
            rest = rest[length..].TrimStart(' ');
            margin = Math.Min(Indent, width / 2);
        }

        if (rest.Length > 0)
        {
            yield return new string(' ', margin) + rest;
        }
    }

    /// <summary>How many characters stand before the break; a space that follows them needs no room.</summary>
    private static int BreakIn(string text, int room)
    {
        var space = text.LastIndexOf(' ', room);
        if (space > 0)
        {
            // The result stays with its equals sign.
            return text.AsSpan(0, space).EndsWith(" =") && space > 2 ? space - 1 : space + 1;
        }

        var mark = text.AsSpan(0, room).LastIndexOfAny(Marks);
        return mark > 0 ? mark + 1 : room;
    }
}
