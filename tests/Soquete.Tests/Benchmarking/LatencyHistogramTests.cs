using Soquete.Benchmarking;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Benchmarking;

public class LatencyHistogramTests(ITestOutputHelper output)
{
    private static readonly double[] Percentiles = [0, 1, 25, 50, 75, 90, 99, 99.9, 99.99, 100];

    [Fact]
    public void ValueAt_WhenComparedWithSortedSamples_ThenItIsWithinAThousandth()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 50; round++)
        {
            var samples = Samples(random, random.Next(1, 20_000));
            var histogram = Of(samples);
            Array.Sort(samples);
            foreach (var percentile in Percentiles)
            {
                var rank = Math.Clamp((int)Math.Ceiling(percentile / 100 * samples.Length), 1, samples.Length);
                var exact = samples[rank - 1];
                Assert.InRange(histogram.ValueAt(percentile), exact, exact + (exact / 1000));
            }

            Assert.Equal((samples[0], samples[^1]), (histogram.Minimum, histogram.Maximum));
            Assert.Equal(samples.Length, histogram.Count);
            Assert.Equal(samples.Average(), histogram.Mean, samples.Average() / 1e9);
        }
    }

    [Fact]
    public void StandardDeviation_WhenComparedWithSamples_ThenItIsWithinAHundredth()
    {
        var samples = Samples(SeededRandom.Create(output), 10_000);
        var mean = samples.Average();
        var exact = Math.Sqrt(samples.Sum(sample => (sample - mean) * (sample - mean)) / samples.Length);
        Assert.Equal(exact, Of(samples).StandardDeviation, exact / 100);
    }

    [Fact]
    public void Add_WhenTwoAreMerged_ThenTheyAreAsOne()
    {
        var random = SeededRandom.Create(output);
        var (first, second) = (Samples(random, 5000), Samples(random, 3000));
        var merged = Of(first);
        merged.Add(Of(second));
        merged.Add(new LatencyHistogram());
        AssertSame(Of([.. first, .. second]), merged);
        merged.Clear();
        AssertSame(new LatencyHistogram(), merged);
    }

    [Fact]
    public void Buckets_WhenRead_ThenTheyAreInOrderAndHoldEverything()
    {
        var samples = Samples(SeededRandom.Create(output), 5000);
        long last = -1;
        long count = 0;
        foreach (var bucket in Of(samples).Buckets)
        {
            Assert.True(bucket.Lowest > last && bucket.Highest >= bucket.Lowest);
            Assert.Equal(samples.Count(value => value >= bucket.Lowest && value <= bucket.Highest), bucket.Count);
            (last, count) = (bucket.Highest, count + bucket.Count);
        }

        Assert.Equal(samples.Length, count);
    }

    [Fact]
    public void Record_WhenAValueIsOutOfRange_ThenItCountsAtTheEdge()
    {
        var histogram = Of([-5, long.MinValue, long.MaxValue, LatencyHistogram.MaxValue]);
        Assert.Equal((4, 0, LatencyHistogram.MaxValue), (histogram.Count, histogram.Minimum, histogram.Maximum));
        Assert.Equal(LatencyHistogram.MaxValue, histogram.ValueAt(100));
    }

    [Fact]
    public void Record_WhenSmall_ThenItIsExact()
    {
        for (var value = 0; value < 2048; value++)
        {
            var (lowest, highest, count) = Assert.Single(Of([value]).Buckets);
            Assert.Equal((value, value, 1), (lowest, highest, count));
        }
    }

    [Fact]
    public void Empty_WhenAsked_ThenEverythingIsZero()
    {
        var empty = new LatencyHistogram();
        Assert.Equal((0, 0, 0, 0), (empty.Count, empty.Minimum, empty.Maximum, empty.ValueAt(50)));
        Assert.Equal((0, 0), (empty.Mean, empty.StandardDeviation));
        Assert.Empty(empty.Buckets);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void ValueAt_WhenItIsNoPercentile_ThenThrows(double percentile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram().ValueAt(percentile));

    [Fact]
    public void Record_WhenCalled_ThenAllocatesNothing()
    {
        var histogram = Of([1, 1_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            histogram.Record(i * 31L);
            histogram.RecordShared(i * 37L);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void RecordShared_WhenThreadsRecordAtOnce_ThenNothingIsLost()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(1, 100_001, value => histogram.RecordShared(value));
        var expected = Of([.. Enumerable.Range(1, 100_000).Select(value => (long)value)]);
        AssertSame(expected, histogram);
    }

    [Fact]
    public void Since_WhenSomethingWasRecordedInBetween_ThenItIsThat()
    {
        var random = SeededRandom.Create(output);
        var (before, between) = (Samples(random, 1000), Samples(random, 500));
        var all = Of(before);
        var copy = Of(before);
        Array.ForEach(between, all.Record);
        var interval = all.Since(copy);
        var expected = Of(between);
        Assert.Equal(expected.Count, interval.Count);
        Assert.Equal(expected.Mean, interval.Mean, 1e-6 * expected.Mean);
        Assert.Equal(expected.ValueAt(90), interval.ValueAt(90), 0.001 * expected.ValueAt(90));
    }

    private static void AssertSame(LatencyHistogram expected, LatencyHistogram actual)
    {
        Assert.Equal(expected.Buckets, actual.Buckets);
        Assert.Equal(
            (expected.Count, expected.Minimum, expected.Maximum, expected.Mean),
            (actual.Count, actual.Minimum, actual.Maximum, actual.Mean));
    }

    /// <summary>From nanoseconds to minutes: the number of digits is drawn first.</summary>
    private static long[] Samples(Random random, int count)
    {
        var samples = new long[count];
        for (var i = 0; i < count; i++)
        {
            samples[i] = random.NextInt64(1L << random.Next(1, 41));
        }

        return samples;
    }

    private static LatencyHistogram Of(long[] samples)
    {
        var histogram = new LatencyHistogram();
        Array.ForEach(samples, histogram.Record);
        return histogram;
    }
}
