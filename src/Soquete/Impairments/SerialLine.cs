namespace Soquete.Impairments;

/// <summary>A line on which one datagram goes after the other, each for as long as its bits take.</summary>
/// <param name="rate">Bits a second; null for a line that takes no time.</param>
internal struct SerialLine(long? rate)
{
    private TimeSpan _free;
    private long _remainder;

    /// <summary>When something that is ready by then would have passed.</summary>
    public readonly TimeSpan PassedAt(TimeSpan ready, int sizeBytes) => Pass(ready, sizeBytes).Free;

    /// <summary>Sends something over the line.</summary>
    public void Take(TimeSpan ready, int sizeBytes) => (_free, _remainder) = Pass(ready, sizeBytes);

    private readonly (TimeSpan Free, long Remainder) Pass(TimeSpan ready, int sizeBytes)
    {
        if (rate is not { } bitsPerSecond)
        {
            return (ready, 0);
        }

        // What is less than a tick is carried on, so that small datagrams on a fast line keep the rate.
        var (start, carried) = ready > _free ? (ready, 0) : (_free, _remainder);
        var (ticks, remainder) = Math.DivRem((sizeBytes * 8L * TimeSpan.TicksPerSecond) + carried, bitsPerSecond);
        return (start + TimeSpan.FromTicks(ticks), remainder);
    }
}
