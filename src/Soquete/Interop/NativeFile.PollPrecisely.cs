namespace Soquete.Interop;

/// <content>Waiting for descriptors, for less than a millisecond too.</content>
internal static partial class NativeFile
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// ppoll(2). A signal ends the wait early, as if the time were over: whoever waits for a moment looks at the clock.
    /// </summary>
    /// <param name="descriptors">What is waited for, and what came of it.</param>
    /// <param name="nanoseconds">The longest wait; null for no limit.</param>
    public static Errno PollPrecisely(Span<PollDescriptor> descriptors, long? nanoseconds)
    {
        ReadOnlySpan<long> time = nanoseconds is { } limit
            ? [limit / NanosecondsPerSecond, limit % NanosecondsPerSecond]
            : default;
        var error = ErrnoText.Of(LibC.PollPrecisely(descriptors, (nuint)descriptors.Length, time, 0));
        return error == Errno.EINTR ? Errno.None : error;
    }
}
