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
    private long _count;
    private long _sum;
    private long _minimum = long.MaxValue;
    private long _maximum;

    /// <summary>How many values were recorded.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The lowest, exactly; 0 where nothing was recorded.</summary>
    public long Minimum => Count > 0 ? _minimum : 0;

    /// <summary>The highest, exactly; 0 where nothing was recorded.</summary>
    public long Maximum => _maximum;

    /// <summary>The mean, exactly; 0 where nothing was recorded.</summary>
    public double Mean => Count > 0 ? (double)_sum / Count : 0;

    /// <summary>The standard deviation, as exact as the buckets are; 0 where nothing was recorded.</summary>
    public double StandardDeviation
    {
        get
        {
            var squares = 0.0;
            foreach (var (lowest, highest, count) in Buckets)
            {
                var difference = ((lowest + highest) / 2.0) - Mean;
                squares += difference * difference * count;
            }

            return Count > 0 ? Math.Sqrt(squares / Count) : 0;
        }
    }

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
        _count++;
        _sum += value;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
    }

    /// <summary>Adds everything that another has.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        _count += other._count;
        _sum += other._sum;
        _minimum = Math.Min(_minimum, other._minimum);
        _maximum = Math.Max(_maximum, other._maximum);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        (_count, _sum, _minimum, _maximum) = (0, 0, long.MaxValue, 0);
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

    /// <summary>Records one value, while others record and read.</summary>
    internal void RecordShared(long nanoseconds)
    {
        var value = Math.Clamp(nanoseconds, 0, MaxValue);
        Interlocked.Increment(ref _counts[IndexOf(value)]);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _sum, value);
        for (var seen = _minimum; value < seen;)
        {
            seen = Interlocked.CompareExchange(ref _minimum, value, seen);
        }

        for (var seen = _maximum; value > seen;)
        {
            seen = Interlocked.CompareExchange(ref _maximum, value, seen);
        }
    }

    /// <summary>
    /// What was recorded since an earlier copy; its lowest and highest are as exact as the buckets are.
    /// </summary>
    internal LatencyHistogram Since(LatencyHistogram earlier)
    {
        var later = new LatencyHistogram { _sum = _sum - earlier._sum };
        for (var i = 0; i < Length; i++)
        {
            var count = _counts[i] - earlier._counts[i];
            if (count > 0)
            {
                later._counts[i] = count;
                later._count += count;
                later._minimum = Math.Min(later._minimum, Math.Max(_minimum, LowestOf(i)));
                later._maximum = Math.Min(_maximum, LowestOf(i + 1) - 1);
            }
        }

        return later;
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
