using System.Text;

namespace Soquete.Cli.Map.Watching;

/// <summary>One line of the screen, made from left to right, never wider than the screen.</summary>
internal sealed class ScreenLine(int width)
{
    public const string Bold = "1";
    public const string Faint = "2";
    public const string Reverse = "7";
    public const string Green = "32";
    public const string Yellow = "33";
    public const string FaintRed = "2;31";

    private readonly StringBuilder _text = new();
    private int _left = width;

    /// <summary>How many cells are free.</summary>
    public int Left => _left;

    /// <summary>As much of the text as fits.</summary>
    /// <param name="text">The text, which is escaped.</param>
    /// <param name="style">The parameters of SGR (ECMA-48 section 8.3.117); null for none.</param>
    public ScreenLine Add(string text, string? style = null)
    {
        var fitting = ScreenText.Fit(text, _left);
        _left -= ScreenText.WidthOf(fitting);
        _ = style is null || fitting.Length == 0
            ? _text.Append(fitting)
            : _text.Append("\e[").Append(style).Append('m').Append(fitting).Append("\e[0m");
        return this;
    }

    /// <summary>The text in exactly so many cells, and a blank behind it.</summary>
    public ScreenLine Field(string text, int cells, string? style = null) =>
        Add(ScreenText.Left(text, Math.Min(cells, _left)), style).Add(" ");

    /// <summary>The same at the right of its cells.</summary>
    public ScreenLine Figure(string text, int cells, string? style = null) =>
        Add(ScreenText.Right(text, Math.Min(cells, _left)), style).Add(" ");

    /// <summary>Blanks up to the end, so that a style reaches it.</summary>
    public ScreenLine Fill(string? style = null) => Add(new string(' ', _left), style);

    public override string ToString() => _text.ToString();
}
