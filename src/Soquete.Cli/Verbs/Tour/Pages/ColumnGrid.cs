using Soquete.Cli.Terminal;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>Columns side by side, of which each row fills one.</summary>
internal sealed class ColumnGrid(int width, int columns)
{
    private const string Bar = " │ ";
    private const int Narrowest = 8;

    private readonly int _columnWidth = Math.Max((width - ((columns - 1) * Bar.Length)) / columns, Narrowest);

    /// <summary>A text in one column, on as many lines as it needs.</summary>
    public IEnumerable<string> Row(int column, string text, Func<string, string> paint) =>
        CallLines.Wrap(text, _columnWidth).Select(line => Line(column, line, paint));

    /// <summary>A heading for each column, on as many lines as the longest needs.</summary>
    public IEnumerable<string> Headings(IReadOnlyList<string> headings, Palette palette)
    {
        var wrapped = headings.Select(heading => CallLines.Wrap(heading, _columnWidth).ToList()).ToList();
        for (var line = 0; line < wrapped.Max(lines => lines.Count); line++)
        {
            yield return Join(wrapped.Select(lines => Cell(line < lines.Count ? lines[line] : "", palette.Heading)));
        }
    }

    private string Line(int column, string text, Func<string, string> paint) =>
        Join(Enumerable.Range(0, columns).Select(index => Cell(index == column ? text : "", paint)));

    /// <summary>Painted after it was measured: what paints takes no room.</summary>
    private string Cell(string text, Func<string, string> paint) =>
        (text.Length > 0 ? paint(text) : "") + new string(' ', Math.Max(_columnWidth - text.Length, 0));

    private static string Join(IEnumerable<string> cells) => string.Join(Bar, cells).TrimEnd(' ');
}
