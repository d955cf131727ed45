using Soquete.Mapping;

namespace Soquete.Cli.Map.Text;

/// <summary>The signs of a map: drawn ones where the locale has them, else those of ASCII.</summary>
internal sealed record MapSigns
{
    /// <summary>This end connected or writes; the other listens or reads.</summary>
    public required string To { get; init; }

    /// <summary>The other end connected or writes.</summary>
    public required string From { get; init; }

    /// <summary>Made together.</summary>
    public required string Pair { get; init; }

    /// <summary>This end connected, and nobody has accepted it.</summary>
    public required string WaitsTo { get; init; }

    /// <summary>The other end connected, and nobody has accepted it.</summary>
    public required string WaitsFrom { get; init; }

    /// <summary>Over.</summary>
    public required string Was { get; init; }

    public required string Times { get; init; }

    public required string Ellipsis { get; init; }

    public static MapSigns Unicode { get; } = new()
    {
        To = "──▶", From = "◀──", Pair = "═══", WaitsTo = "┄┄▶", WaitsFrom = "◀┄┄", Was = "───", Times = "×",
        Ellipsis = "…",
    };

    public static MapSigns Ascii { get; } = new()
    {
        To = "-->", From = "<--", Pair = "===", WaitsTo = "..>", WaitsFrom = "<..", Was = "---", Times = "x",
        Ellipsis = "...",
    };

    /// <summary>Those that the locale has: the first of these variables that is set says (locale(7)).</summary>
    public static MapSigns OfLocale()
    {
        foreach (var variable in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } locale)
            {
                return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
                    || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase) ? Unicode : Ascii;
            }
        }

        return Ascii;
    }

    /// <summary>How an end is joined, seen from the one that an edge begins at, or from the other.</summary>
    public string Of(MapEdge edge, bool isFrom) =>
        !edge.IsDirected ? Pair
        : edge.IsWaiting ? isFrom ? WaitsTo : WaitsFrom
        : isFrom ? To : From;

    /// <summary>The text, or as much of its beginning and end as has room.</summary>
    public string Shorten(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        var kept = Math.Max(width - Ellipsis.Length, 0);
        // What tells names apart is at the end more often: a port, a file's name.
        var first = kept / 3;
        return string.Concat(text.AsSpan(0, first), Ellipsis, text.AsSpan(text.Length - (kept - first)));
    }
}
