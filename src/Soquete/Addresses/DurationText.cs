using System.Globalization;

namespace Soquete.Addresses;

/// <summary>
/// Durations as the address grammar and the command write them: <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>; a
/// bare number is seconds.
/// </summary>
public static class DurationText
{
    /// <summary>The longest duration that is accepted, 365 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour), ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>Reads a duration that is more than nothing and at most <see cref="Longest"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var digits = text.IndexOfAnyExcept("0123456789.");
        var number = digits < 0 ? text : text[..digits];
        if (!TryFindUnit(digits < 0 ? "s" : text[digits..], out var unit) || number.Length > 18 ||
            !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var ticks = count * unit;
        if (ticks < 1 || ticks > Longest.Ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes a duration with the largest unit that keeps it whole.</summary>
    public static string Format(TimeSpan duration)
    {
        for (var i = Units.Length - 1; i >= 0; i--)
        {
            if (duration.Ticks % Units[i].Ticks == 0)
            {
                return (duration.Ticks / Units[i].Ticks).ToString(CultureInfo.InvariantCulture) + Units[i].Unit;
            }
        }

        return ((decimal)duration.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture) + "us";
    }

    private static bool TryFindUnit(ReadOnlySpan<char> name, out long ticks)
    {
        foreach (var (unit, length) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                ticks = length;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
