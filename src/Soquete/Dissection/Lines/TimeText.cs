namespace Soquete.Dissection.Lines;

/// <summary>When a packet passed, at the beginning of its line.</summary>
internal sealed class TimeText(PacketTime kind)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsPerDay = 86_400;

    // Zones change their offsets at full quarters of an hour, and a look into the zone's table for each packet is dear.
    private const long SecondsPerLook = 900;

    private long _looked = -1;
    private long _offset;
    private long? _first;
    private long _before;

    public void Write(LineBuffer line, long timestamp)
    {
        timestamp = Math.Max(timestamp, 0);
        _first ??= timestamp;
        switch (kind)
        {
            case PacketTime.None:
                return;
            case PacketTime.Epoch:
                line.Add(timestamp / NanosecondsPerSecond);
                WriteFraction(line, timestamp);
                break;
            case PacketTime.Delta:
                WriteSpan(line, timestamp - (_before == 0 ? timestamp : _before));
                break;
            case PacketTime.Elapsed:
                WriteSpan(line, timestamp - _first.Value);
                break;
            default:
                WriteClock(line, timestamp);
                break;
        }

        _before = timestamp;
        line.Add(' ');
    }

    private void WriteClock(LineBuffer line, long timestamp)
    {
        var seconds = timestamp / NanosecondsPerSecond;
        seconds += OffsetAt(seconds);
        if (kind == PacketTime.Date)
        {
            var day = DateTime.UnixEpoch.AddDays(Math.Clamp(seconds / SecondsPerDay, 0, 2_900_000));
            line.AddPadded(day.Year, 4).Add('-').AddPadded(day.Month, 2).Add('-').AddPadded(day.Day, 2).Add(' ');
        }

        WriteTimeOfDay(line, seconds % SecondsPerDay);
        WriteFraction(line, timestamp);
    }

    private long OffsetAt(long seconds)
    {
        if (seconds / SecondsPerLook != _looked)
        {
            _looked = seconds / SecondsPerLook;
            var at = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
            _offset = (long)TimeZoneInfo.Local.GetUtcOffset(at).TotalSeconds;
        }

        return _offset;
    }

    private static void WriteSpan(LineBuffer line, long nanoseconds)
    {
        line.Add(nanoseconds < 0 ? '-' : ' ');
        var length = Math.Abs(nanoseconds);
        WriteTimeOfDay(line, length / NanosecondsPerSecond);
        WriteFraction(line, length);
    }

    private static void WriteTimeOfDay(LineBuffer line, long seconds)
    {
        var hours = seconds / 3600;
        _ = hours < 100 ? line.AddPadded(hours, 2) : line.Add(hours);
        line.Add(':').AddPadded(seconds / 60 % 60, 2).Add(':').AddPadded(seconds % 60, 2);
    }

    private static void WriteFraction(LineBuffer line, long timestamp) =>
        line.Add('.').AddPadded(timestamp % NanosecondsPerSecond / 1000, 6);
}
