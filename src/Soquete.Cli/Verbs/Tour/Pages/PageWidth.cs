using System.Globalization;
using Soquete.Streams;

namespace Soquete.Cli.Verbs.Tour.Pages;

/// <summary>How wide the tour is written: unlike the lines of help, columns gain by all that a terminal has.</summary>
internal static class PageWidth
{
    private const int WhenUnknown = 80;
    private const int Narrowest = 40;
    private const int Widest = 240;

    /// <summary>COLUMNS where it is set, else the terminal's width; 80 without a terminal.</summary>
    public static int Find()
    {
        var given = Environment.GetEnvironmentVariable("COLUMNS");
        var columns = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : StandardDescriptor.TerminalColumns(StandardDescriptor.Output);
        return columns == 0 ? WhenUnknown : Math.Clamp(columns, Narrowest, Widest);
    }
}
