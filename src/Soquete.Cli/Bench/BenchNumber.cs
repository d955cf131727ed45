using System.Globalization;

namespace Soquete.Cli.Bench;

/// <summary>Numbers for people: three digits and a unit.</summary>
internal static class BenchNumber
{
    private const double Thousand = 1000;

    private static readonly string[] Powers = ["", "k", "M", "G", "T", "P"];

    /// <summary>Bits a second, in powers of 1,000.</summary>
    public static string Rate(double bitsPerSecond) => Scaled(bitsPerSecond, "bit/s");

    /// <summary>Bytes, in powers of 1,000, so that they go with rates.</summary>
    public static string Bytes(double bytes) => Scaled(bytes, "B");

    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => Digits(time.TotalSeconds) + " s";

    /// <summary>A share; one that rounds to none is told apart from none.</summary>
    public static string Percent(double ratio) => ratio is > 0 and < 0.00005 ? "<0.01%" : Digits(ratio * 100) + "%";

    public static string Nanoseconds(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Digits(nanoseconds) + " ns",
        < 1e6 => Digits(nanoseconds / 1e3) + " us",
        < 1e9 => Digits(nanoseconds / 1e6) + " ms",
        _ => Digits(nanoseconds / 1e9) + " s",
    };

    public static string Time(TimeSpan time) => Nanoseconds(time.TotalNanoseconds);

    private static string Scaled(double value, string unit)
    {
        var power = 0;
        while (value >= Thousand && power < Powers.Length - 1)
        {
            value /= Thousand;
            power++;
        }

        return $"{Digits(value)} {Powers[power]}{unit}";
    }

    private static string Digits(double value) => value.ToString(
        value switch { < 10 => "0.##", < 100 => "0.#", _ => "0" }, CultureInfo.InvariantCulture);
}
