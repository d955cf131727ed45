namespace Soquete.Benchmarking.Measuring;

/// <summary>Keeps one sender to a rate.</summary>
/// <remarks>
/// What is sent ahead of its time is waited for once that is a millisecond, which is what timers are good for; so bytes
/// come in bursts of a millisecond's worth, as iperf3 has them too. Who falls behind by more than that does not make up
/// for it.
/// </remarks>
/// <param name="bitsPerSecond">The rate; 0 for none.</param>
internal sealed class Pace(double bitsPerSecond)
{
    private const long Burst = 1_000_000;

    private readonly double _nanosecondsPerByte = bitsPerSecond > 0 ? 8e9 / bitsPerSecond : 0;
    private double _next = Clock.Now;

    public bool IsUnlimited => _nanosecondsPerByte == 0;

    /// <summary>How many bytes may be sent at once: what a burst has.</summary>
    public int Most(int most) => IsUnlimited
        ? most : (int)Math.Clamp(Burst / _nanosecondsPerByte, 1, most);

    /// <summary>Counts what is going to be sent, and waits until its time.</summary>
    public ValueTask WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        if (IsUnlimited)
        {
            return ValueTask.CompletedTask;
        }

        var now = Clock.Now;
        _next = Math.Max(_next, now - Burst);
        var ahead = _next - now;
        _next += bytes * _nanosecondsPerByte;
        return ahead < Burst
            ? ValueTask.CompletedTask
            : new ValueTask(Task.Delay(Clock.Span((long)ahead), cancellationToken));
    }
}
