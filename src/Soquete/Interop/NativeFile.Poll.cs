using System.Diagnostics;

namespace Soquete.Interop;

/// <content>Waiting for descriptors.</content>
internal static partial class NativeFile
{
    /// <summary>poll(2). A signal does not lengthen the wait.</summary>
    /// <param name="descriptors">What is waited for, and what came of it.</param>
    /// <param name="timeoutMilliseconds">The longest wait; -1 for no limit.</param>
    /// <param name="ready">How many descriptors have something to say; 0 when the time is over.</param>
    public static Errno Poll(Span<PollDescriptor> descriptors, int timeoutMilliseconds, out int ready)
    {
        var start = Stopwatch.GetTimestamp();
        var left = timeoutMilliseconds;
        Errno error;
        do
        {
            ready = LibC.Poll(descriptors, (nuint)descriptors.Length, left);
            error = ErrnoText.Of(ready);
            left = Left(timeoutMilliseconds, start);
        }
        while (error == Errno.EINTR);

        ready = Math.Max(ready, 0);
        return error;
    }

    private static int Left(int timeoutMilliseconds, long start) => timeoutMilliseconds < 0
        ? timeoutMilliseconds
        : (int)Math.Max(0, timeoutMilliseconds - Stopwatch.GetElapsedTime(start).TotalMilliseconds);
}
