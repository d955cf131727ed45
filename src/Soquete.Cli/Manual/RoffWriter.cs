using System.Text;

namespace Soquete.Cli.Manual;

/// <summary>Writes the man(7) macros, and keeps text from being read as requests.</summary>
internal sealed class RoffWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public void Title(string name, int section, string source, string manual) =>
        Line($".TH {name.ToUpperInvariant()} {section} \"\" \"{Escape(source)}\" \"{Escape(manual)}\"");

    public void Section(string title) => Line($".SH {Escape(title)}");

    public void Subsection(string title) => Line($".SS \"{Escape(title)}\"");

    public void Paragraph(string text)
    {
        Line(".PP");
        Text(text);
    }

    public void Text(string text) => Line(Escape(text));

    /// <summary>A term in bold and what it means, indented below.</summary>
    public void Definition(string term, string meaning)
    {
        Line(".TP");
        Line($"\\fB{Escape(term)}\\fR");
        Text(meaning);
    }

    /// <summary>A command line as it is typed, unfilled.</summary>
    public void CommandLine(string line)
    {
        Line(".PP");
        Line(".RS 4");
        Line(".EX");
        Line($"$ \\fB{Escape(line)}\\fR");
        Line(".EE");
        Line(".RE");
    }

    /// <summary>
    /// Backslashes as \e, hyphens as \- so that options can be copied from the page, quotes as \(aq and \(dq, and a dot
    /// or an apostrophe that would begin a request after the zero-width \&amp;.
    /// </summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        if (text.Length > 0 && text[0] is '.' or '\'')
        {
            escaped.Append("\\&");
        }

        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append("\\e"),
                '-' => escaped.Append("\\-"),
                '\'' => escaped.Append("\\(aq"),
                '"' => escaped.Append("\\(dq"),
                '^' => escaped.Append("\\(ha"),
                '~' => escaped.Append("\\(ti"),
                '`' => escaped.Append("\\(ga"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
