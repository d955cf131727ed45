using System.Text;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Help;

/// <summary>A page of help: headings, paragraphs and rows in two columns, wrapped to a width.</summary>
internal sealed class TextPage(int width, Palette palette)
{
    private const int WidestLeft = 30;
    private const int Gap = 2;
    private const string Indent = "  ";

    private readonly StringBuilder _text = new();

    public void Heading(string text)
    {
        Separate();
        _text.Append(palette.Heading(text)).Append('\n');
    }

    public void Usage(string usage)
    {
        Separate();
        _text.Append(palette.Heading("Usage:")).Append(' ').Append(usage).Append('\n');
    }

    public void Paragraph(string text)
    {
        Separate();
        foreach (var line in Wrap(text, width))
        {
            _text.Append(line).Append('\n');
        }
    }

    /// <summary>Names on the left, what they mean on the right; a long name has a line of its own.</summary>
    public void Rows(params IEnumerable<(string Name, string Meaning)> rows)
    {
        var all = rows.ToList();
        var lengths = all.Select(row => row.Name.Length).Where(length => length <= WidestLeft);
        var left = lengths.DefaultIfEmpty(WidestLeft).Max();
        foreach (var (name, meaning) in all)
        {
            Row(name, meaning, left);
        }
    }

    public void Example(string commandLine, string meaning)
    {
        _text.Append(Indent).Append("$ ").Append(palette.Name(commandLine)).Append('\n');
        foreach (var line in Wrap(meaning, width - (3 * Indent.Length)))
        {
            _text.Append(Indent).Append(Indent).Append(Indent).Append(line).Append('\n');
        }
    }

    public override string ToString() => _text.ToString();

    private void Row(string name, string meaning, int left)
    {
        _text.Append(Indent).Append(palette.Name(name));
        var margin = Indent.Length + left + Gap;
        var onNameLine = name.Length <= left;
        if (!onNameLine)
        {
            _text.Append('\n');
        }

        foreach (var line in Wrap(meaning, Math.Max(width - margin, 20)))
        {
            _text.Append(' ', onNameLine ? left - name.Length + Gap : margin).Append(line).Append('\n');
            onNameLine = false;
        }
    }

    private void Separate()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }

    /// <summary>Breaks at spaces; a word longer than the width stands whole on a line.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
