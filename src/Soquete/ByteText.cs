using System.Globalization;

namespace Soquete;

/// <summary>Bytes for people: <c>517 B</c>, <c>12.5 KiB</c>.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        var form = unit == 0 || bytes >= 100 ? "0" : "0.#";
        return $"{bytes.ToString(form, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
