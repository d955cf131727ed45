using System.Globalization;

namespace Soquete.Cli.Terminal;

/// <summary>How wide help is written, and whether it is coloured.</summary>
internal static class TerminalText
{
    private const int WidthWhenUnknown = 80;
    private const int Narrowest = 40;

    // Longer lines are hard to read, however wide the terminal is.
    private const int Widest = 100;

    public static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            ? Math.Clamp(columns, Narrowest, Widest)
            : WidthWhenUnknown;

    /// <summary>Whether standard output is coloured: as asked for; else on a terminal, unless NO_COLOR (no-color.org) says no.</summary>
    public static bool IsOutputColoured(bool? asked) => asked ?? (MayColour && !Console.IsOutputRedirected);

    /// <inheritdoc cref="IsOutputColoured"/>
    public static bool IsErrorColoured(bool? asked) => asked ?? (MayColour && !Console.IsErrorRedirected);

    private static bool MayColour =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) &&
        Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
