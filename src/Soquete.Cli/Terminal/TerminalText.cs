using System.Globalization;
using Soquete.Streams;

namespace Soquete.Cli.Terminal;

/// <summary>How wide help is written, and whether text is coloured.</summary>
internal static class TerminalText
{
    private const int WidthWhenUnknown = 80;
    private const int Narrowest = 40;

    // Longer lines are hard to read, however wide the terminal is.
    private const int Widest = 100;

    /// <summary>COLUMNS where it is set, else the terminal's width.</summary>
    public static int Width
    {
        get
        {
            var text = Environment.GetEnvironmentVariable("COLUMNS");
            var columns = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                ? given
                : StandardDescriptor.TerminalColumns(StandardDescriptor.Output);
            return columns == 0 ? WidthWhenUnknown : Math.Clamp(columns, Narrowest, Widest);
        }
    }

    /// <summary>
    /// Whether text is coloured: as asked for; else on a terminal, unless NO_COLOR (no-color.org) says no.
    /// </summary>
    public static bool IsColoured(int descriptor, bool? asked) =>
        asked ?? (MayColour && StandardDescriptor.IsTerminal(descriptor));

    private static bool MayColour =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) &&
        Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
