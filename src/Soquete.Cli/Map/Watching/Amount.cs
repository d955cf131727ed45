using System.Globalization;

namespace Soquete.Cli.Map.Watching;

/// <summary>Figures in few characters: <c>0</c>, <c>950</c>, <c>1.4k</c>, <c>23M</c>, in units of 1024.</summary>
internal static class Amount
{
    /// <summary>The most characters that one takes.</summary>
    public const int Widest = 5;

    private const string Units = "kMGTPE";

    public static string Of(double value)
    {
        if (value < 1000)
        {
            return Math.Round(value).ToString("0", CultureInfo.InvariantCulture);
        }

        var unit = -1;
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>Bytes a second; nothing where nothing is known.</summary>
    public static string OfRate(double? value) => value is { } known ? Of(known) : "";
}
