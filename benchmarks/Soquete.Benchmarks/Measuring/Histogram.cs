namespace Soquete.Benchmarks.Measuring;

/// <summary>How often each time was taken, where there are too many to keep: within 1.6 % of each.</summary>
internal sealed class Histogram
{
    private readonly SortedDictionary<long, long> _counts = [];
    private long _total;

    /// <summary>The lines of a peer: nanoseconds and how often.</summary>
    public static Histogram Parse(IEnumerable<string> lines)
    {
        var histogram = new Histogram();
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            histogram.Add(long.Parse(words[0]), long.Parse(words[1]));
        }

        return histogram;
    }

    public static Histogram Sum(IEnumerable<Histogram> histograms)
    {
        var sum = new Histogram();
        foreach (var (nanoseconds, count) in histograms.SelectMany(one => one._counts))
        {
            sum.Add(nanoseconds, count);
        }

        return sum;
    }

    /// <summary>In microseconds; not a number where nothing was timed.</summary>
    public double Percentile(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * _total));
        foreach (var (nanoseconds, count) in _counts)
        {
            rank -= count;
            if (rank <= 0)
            {
                return nanoseconds / 1000.0;
            }
        }

        return double.NaN;
    }

    private void Add(long nanoseconds, long count)
    {
        _counts[nanoseconds] = _counts.GetValueOrDefault(nanoseconds) + count;
        _total += count;
    }
}
