using System.Diagnostics;

namespace Soquete.Interop;

/// <summary>Where the calls are reported to whoever observes them. Safe for use by several threads.</summary>
internal static class CallHook
{
    private static readonly Lock Gate = new();

    // Null when nobody listens, replaced as a whole when somebody comes or goes: a call reads it once, without a lock.
    private static volatile Subscription[]? _subscriptions;
    private static long _sequence;

    public static bool IsEnabled => _subscriptions is not null;

    /// <summary>The time to hand to <see cref="Report"/>; 0, for nothing, when nobody listens.</summary>
    public static long Now() => IsEnabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Tells every observer of a call, on this thread.</summary>
    /// <param name="call">The call's name.</param>
    /// <param name="arguments">Its arguments (<see cref="CallNotation"/>).</param>
    /// <param name="result">What it returned.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="startTimestamp">
    /// The <see cref="Stopwatch"/>'s timestamp before the call; 0 where it was not taken.
    /// </param>
    public static void Report(string call, string arguments, long result, Errno error, long startTimestamp)
    {
        if (_subscriptions is not { } subscriptions)
        {
            return;
        }

        var duration = startTimestamp == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(startTimestamp);
        var record = new CallRecord(
            Interlocked.Increment(ref _sequence),
            DateTimeOffset.UtcNow - duration,
            duration,
            call,
            arguments,
            result,
            error);
        foreach (var subscription in subscriptions)
        {
            subscription.Observer(record);
        }
    }

    /// <summary>
    /// Observes every call until the result is disposed; one that is under way then may still be reported.
    /// </summary>
    public static IDisposable Subscribe(Action<CallRecord> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(observer);
        lock (Gate)
        {
            _subscriptions = [.. _subscriptions ?? [], subscription];
        }

        return subscription;
    }

    private static void Remove(Subscription subscription)
    {
        lock (Gate)
        {
            var left = Array.FindAll(_subscriptions ?? [], other => !ReferenceEquals(other, subscription));
            _subscriptions = left.Length == 0 ? null : left;
        }
    }

    private sealed class Subscription(Action<CallRecord> observer) : IDisposable
    {
        public Action<CallRecord> Observer { get; } = observer;

        public void Dispose() => Remove(this);
    }
}
