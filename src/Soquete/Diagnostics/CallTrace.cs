using Soquete.Interop;

namespace Soquete.Diagnostics;

/// <summary>Shows each socket call that the library makes, at no cost while nobody observes.</summary>
/// <remarks>Safe for use by several threads.</remarks>
public static class CallTrace
{
    /// <summary>Observes every socket call of the library in this process from now on.</summary>
    /// <param name="observer">
    /// Told of each call after it has come back, on the thread that made it, and by several threads at once. It must
    /// be quick, since the call's maker waits for it, and it must not throw: what it throws reaches the maker of a
    /// call that was made. A socket call of the library within the observer is observed too.
    /// </param>
    /// <returns>Ends the observation when it is disposed. A call that is under way then may still be told.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="observer"/> is null.</exception>
    public static IDisposable Subscribe(Action<SocketCall> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return CallHook.Subscribe(record => observer(Publish(record)));
    }

    private static SocketCall Publish(CallRecord record) => new(
        record.Sequence,
        record.Time,
        record.Duration,
        ThisProcess.Id,
        record.Name,
        record.Arguments,
        record.Result,
        record.Error == Errno.None ? null : ErrnoText.Name(record.Error),
        (int)record.Error);
}
