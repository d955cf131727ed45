using System.Globalization;

namespace Soquete.Cli.Map.Text;

/// <summary>Bytes for people: <c>517 B</c>, <c>12.5 KiB</c>.</summary>
internal static class QueueText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Bytes(double bytes)
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
