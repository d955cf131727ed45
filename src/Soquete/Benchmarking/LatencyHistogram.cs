using System.Numerics;

namespace Soquete.Benchmarking;

/// <summary>
/// How often each latency was seen, in nanoseconds, to three significant digits: log-linear buckets, as HdrHistogram
/// has them. Recording takes constant time and allocates nothing.
/// </summary>
/// <remarks>
/// Values up to 2,047 are exact, and from there on a bucket is at most a thousandth of its values wide. It takes
/// 264 KiB, whatever is recorded. Not for several threads at once.
/// </remarks>
public sealed class LatencyHistogram
{
    /// <summary>
    /// The highest value that is told apart, in nanoseconds: 73 minutes. What is above counts as this.
    /// </summary>
    public const long MaxValue = (1L << MaxBits) - 1;

    private const int MaxBits = 42;

    // 2,048 sub-buckets tell 1 in 1,000 apart over the upper half, which is all that each further bucket needs.
    private const int SubBucketBits = 11;
    private const int SubBuckets = 1 << SubBucketBits;
    private const int HalfBits = SubBucketBits - 1;
    private const int Length = (MaxBits - SubBucketBits + 2) << HalfBits;

    private readonly long[] _counts = new long[Length];
    private double _sum;
    private double _squares;

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The lowest, exactly; 0 where nothing was recorded.</summary>
    public long Minimum { get; private set; }

    /// <summary>The highest, exactly; 0 where nothing was recorded.</summary>
    public long Maximum { get; private set; }

    /// <summary>The mean, exactly; 0 where nothing was recorded.</summary>
    public double Mean => Count > 0 ? _sum / Count : 0;

    /// <summary>The standard deviation; 0 where nothing was recorded.</summary>
    public double StandardDeviation =>
        Count > 0 ? Math.Sqrt(Math.Max(0, (_squares / Count) - (Mean * Mean))) : 0;

    /// <summary>The buckets in which something is, from the lowest.</summary>
    public IEnumerable<LatencyBucket> Buckets
    {
        get
        {
            for (var i = 0; i < Length; i++)
            {
                if (_counts[i] > 0)
                {
                    yield return new LatencyBucket(LowestOf(i), LowestOf(i + 1) - 1, _counts[i]);
                }
            }
        }
    }

    /// <summary>Records one value.</summary>
    /// <param name="nanoseconds">
    /// The value: what is negative counts as 0, what is above <see cref="MaxValue"/> as that.
    /// </param>
    public void Record(long nanoseconds)
    {
        var value = Math.Clamp(nanoseconds, 0, MaxValue);
        _counts[IndexOf(value)]++;
        Minimum = Count == 0 ? value : Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        Count++;
        _sum += value;
        _squares += (double)value * value;
    }

    /// <summary>Adds everything that another has.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0)
        {
            return;
        }

        for (var i = 0; i < Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Minimum = Count == 0 ? other.Minimum : Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
        Count += other.Count;
        _sum += other._sum;
        _squares += other._squares;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        (Count, Minimum, Maximum, _sum, _squares) = (0, 0, 0, 0, 0);
    }

    /// <summary>
    /// The value that so many per cent of the values do not exceed: the highest of its bucket, and at most
    /// <see cref="Maximum"/>.
    /// </summary>
    /// <param name="percentile">0 to 100: 50 is the median, 99.9 what one in a thousand exceeds.</param>
    /// <returns>In nanoseconds; 0 where nothing was recorded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, above 100 or no number.</exception>
    public long ValueAt(double percentile)
    {
        if (!(percentile is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "It is not from 0 to 100.");
        }

        var rank = Math.Clamp((long)Math.Ceiling(percentile / 100 * Count), 1, Math.Max(1, Count));
        long seen = 0;
        for (var i = 0; i < Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return Math.Clamp(LowestOf(i + 1) - 1, Minimum, Maximum);
            }
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        // The bucket is how far the value has to be shifted until it fits the sub-buckets.
        var bucket = Math.Max(0, BitOperations.Log2((ulong)value) - HalfBits);
        return (bucket << HalfBits) + (int)(value >> bucket);
    }

    private static long LowestOf(int index)
    {
        var bucket = Math.Max(0, (index >> HalfBits) - 1);
        return ((long)index - (bucket << HalfBits)) << bucket;
    }
}
