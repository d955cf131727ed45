namespace Soquete.Interop;

/// <summary>How near this process is to its limit of descriptors (RLIMIT_NOFILE, getrlimit(2)).</summary>
/// <remarks>
/// A new descriptor is the lowest that is free (open(2)), so its number says how many are taken at least. It costs a
/// call near the limit alone, and sees when that was raised. Safe for use by several threads.
/// </remarks>
internal sealed class DescriptorRoom
{
    /// <summary>RLIMIT_NOFILE, on x64 and arm64 alike (asm-generic/resource.h).</summary>
    private const int NumberOfFiles = 7;

    private long _limit = Read();

    /// <summary>Whether fewer than so many may be left beside a descriptor that is open.</summary>
    public bool MayLack(int least, long number)
    {
        if (number + least < Volatile.Read(ref _limit))
        {
            return false;
        }

        Volatile.Write(ref _limit, Read());
        return number + least >= _limit;
    }

    private static long Read()
    {
        Span<ulong> limits = stackalloc ulong[2];
        return LibC.ReadLimit(NumberOfFiles, limits) == 0 ? (long)Math.Min(limits[0], long.MaxValue) : long.MaxValue;
    }
}
