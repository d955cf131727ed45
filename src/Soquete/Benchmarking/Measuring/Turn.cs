namespace Soquete.Benchmarking.Measuring;

/// <summary>
/// How long a loop keeps its thread. Where nothing has to be waited for, an asynchronous loop never lets go of its
/// thread by itself, and a few of them take the whole thread pool: timers, control connections and the other loops.
/// </summary>
internal struct Turn
{
    private const long Longest = 1_000_000;

    private long _began;

    /// <summary>Whether somebody else is due; whoever asks yields then.</summary>
    public bool IsOver()
    {
        var now = Clock.Now;
        if (now - _began < Longest)
        {
            return false;
        }

        _began = now;
        return true;
    }
}
