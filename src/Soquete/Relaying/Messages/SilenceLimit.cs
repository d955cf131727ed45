using System.Diagnostics;

namespace Soquete.Relaying.Messages;

/// <summary>Ends what has been silent for too long. Something that passes costs one store.</summary>
internal sealed class SilenceLimit
{
    private long _lastPassed = Stopwatch.GetTimestamp();

    public void Touch() => Volatile.Write(ref _lastPassed, Stopwatch.GetTimestamp());

    /// <summary>Waits until nothing has passed for so long.</summary>
    /// <returns>False where it was cancelled before.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = limit - Stopwatch.GetElapsedTime(Volatile.Read(ref _lastPassed));
            if (left <= TimeSpan.Zero)
            {
                return true;
            }

            // Timers cut what is less than a millisecond off.
            var wait = Task.Delay(left + TimeSpan.FromMilliseconds(1), cancellationToken);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
