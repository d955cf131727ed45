using System.Globalization;
using Soquete.Streams;

namespace Soquete.Cli.Map.Text;

/// <summary>How wide a map is written: as wide as the terminal; where there is none, nothing is shortened.</summary>
internal static class MapWidth
{
    /// <summary>Narrower than this, the columns say nothing any more.</summary>
    private const int Narrowest = 40;

    public const int Unlimited = int.MaxValue;

    /// <summary>COLUMNS where it is set, else the terminal's width.</summary>
    public static int Find()
    {
        var given = Environment.GetEnvironmentVariable("COLUMNS");
        var columns = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : StandardDescriptor.TerminalColumns(StandardDescriptor.Output);
        return columns == 0 ? Unlimited : Math.Max(columns, Narrowest);
    }
}
