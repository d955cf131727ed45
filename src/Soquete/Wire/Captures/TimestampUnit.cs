namespace Soquete.Wire.Captures;

/// <summary>
/// What an interface's times count (<c>if_tsresol</c>, <c>if_tsoffset</c>): negative powers of ten or of two of a
/// second, from a time of its own on.
/// </summary>
internal readonly struct TimestampUnit
{
    /// <summary>Microseconds, unless the interface says something else.</summary>
    public const byte DefaultResolution = 6;

    private const byte PowerOfTwo = 0x80;
    private const int NanosecondDigits = 9;
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The largest power of ten that 128 bits hold: 64 bits of such units are no nanosecond.</summary>
    private const int MostDigits = 38;

    private readonly byte _resolution;
    private readonly long _offsetSeconds;
    private readonly UInt128 _divisor;
    private readonly ulong _factor;

    public TimestampUnit(byte resolution, long offsetSeconds)
    {
        (_resolution, _offsetSeconds) = (resolution, offsetSeconds);
        var power = resolution & ~PowerOfTwo;
        var isBinary = (resolution & PowerOfTwo) != 0;
        (_factor, _divisor) = (isBinary, power) switch
        {
            (true, _) => (NanosecondsPerSecond, UInt128.One << power),
            (false, <= NanosecondDigits) => ((ulong)PowerOfTen(NanosecondDigits - power), UInt128.One),
            (false, _) => (1ul, PowerOfTen(Math.Min(power - NanosecondDigits, MostDigits))),
        };
    }

    /// <summary>
    /// Nanoseconds since 1970-01-01 UTC, cut to whole ones; a time beyond what a <see cref="long"/> holds (the years
    /// 1677 to 2262) is the nearest that it does.
    /// </summary>
    public long ToNanoseconds(ulong time)
    {
        if (_resolution == NanosecondDigits && _offsetSeconds == 0)
        {
            return (long)Math.Min(time, long.MaxValue);
        }

        var nanoseconds = (Int128)((UInt128)time * _factor / _divisor)
            + ((Int128)_offsetSeconds * (long)NanosecondsPerSecond);
        return (long)Int128.Clamp(nanoseconds, long.MinValue, long.MaxValue);
    }

    private static UInt128 PowerOfTen(int digits)
    {
        var power = UInt128.One;
        for (var digit = 0; digit < digits; digit++)
        {
            power *= 10;
        }

        return power;
    }
}
