namespace Soquete.Benchmarking.Measuring;

/// <summary>How much all connections of one direction may still send, for several threads at once.</summary>
/// <param name="limit">From the mark on; null for no limit.</param>
internal sealed class ByteBudget(long? limit)
{
    private long _left = limit ?? 0;
    private volatile bool _isOpen;

    /// <summary>From now on it counts.</summary>
    public void Mark() => _isOpen = true;

    /// <summary>Takes as much as is wanted, or what is left; 0 where nothing is.</summary>
    public int Take(int wanted)
    {
        if (limit is null || !_isOpen)
        {
            return wanted;
        }

        var left = Interlocked.Add(ref _left, -wanted) + wanted;
        return (int)Math.Clamp(left, 0, wanted);
    }
}
