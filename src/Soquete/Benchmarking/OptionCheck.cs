namespace Soquete.Benchmarking;

/// <summary>The ranges of options that measurements have in common.</summary>
internal static class OptionCheck
{
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(1);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(10);

    public static void Require(bool isInRange, string option, object? value)
    {
        if (!isInRange)
        {
            throw new ArgumentOutOfRangeException(option, value, "It is out of the range that the option has.");
        }
    }

    public static void RequireDuration(TimeSpan? duration, string option) =>
        Require(duration is null || (duration > TimeSpan.Zero && duration <= LongestDuration), option, duration);

    public static void RequireWarmUp(TimeSpan warmUp) =>
        Require(warmUp >= TimeSpan.Zero && warmUp <= LongestDuration, "WarmUp", warmUp);

    public static void RequireInterval(TimeSpan interval) =>
        Require(interval >= ShortestInterval && interval <= LongestDuration, "Interval", interval);
}
