using Soquete.Addresses;

namespace Soquete.Impairments;

/// <summary>The fates of the first datagram, the second and so on; the same for the same impairment and seed.</summary>
/// <remarks>
/// Every datagram takes as many numbers from the generator, whatever is asked for. So a loss that is set higher leaves
/// alone which of the datagrams are duplicated, held back or late.
/// </remarks>
internal sealed class FateSequence(Impairment impairment, int seed)
{
    /// <summary>The most datagrams that pass one which is held back.</summary>
    public const int MostPassing = 3;

    private SplitMix64 _chance = new(unchecked((ulong)seed));

    public Fate Next()
    {
        var isLost = _chance.NextFraction() < impairment.Loss;
        var isDuplicated = _chance.NextFraction() < impairment.Duplicate;
        var isHeldBack = _chance.NextFraction() < impairment.Reorder;
        var passing = 1 + (int)(_chance.NextFraction() * MostPassing);
        var deviation = ((2 * _chance.NextFraction()) - 1) * impairment.Jitter.Ticks;
        return isLost
            ? new Fate(IsLost: true, IsDuplicated: false, LetsPass: 0, TimeSpan.Zero)
            : new Fate(IsLost: false, isDuplicated, isHeldBack ? passing : 0, Late(impairment.Delay, deviation));
    }

    private static TimeSpan Late(TimeSpan delay, double deviation) =>
        TimeSpan.FromTicks(Math.Max(0, delay.Ticks + (long)deviation));
}
