using System.Text;

namespace Soquete.Cli.Map.Watching;

/// <summary>A screen in a locale that has ASCII alone: every character for one of as many cells.</summary>
internal static class AsciiSigns
{
    private const string Drawn = "→»…−─×±↑↓";
    private const string Written = ">>~--x+^v";

    public static string Of(string line)
    {
        if (Ascii.IsValid(line))
        {
            return line;
        }

        var built = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            var place = rune.IsBmp ? Drawn.IndexOf((char)rune.Value) : -1;
            _ = rune.IsAscii ? built.Append((char)rune.Value)
                : place >= 0 ? built.Append(Written[place])
                : built.Append('?', ScreenText.WidthOf(rune.ToString()));
        }

        return built.ToString();
    }
}
