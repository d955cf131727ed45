namespace Soquete.Impairments;

/// <summary>
/// The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). A generator of our
/// own, as the numbers of <see cref="Random"/> are not promised to stay the same from one version to the next.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to 1, but not 1.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
