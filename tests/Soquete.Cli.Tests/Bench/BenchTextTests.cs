using Soquete.Benchmarking;
using Soquete.Cli.Bench;

namespace Soquete.Cli.Tests.Bench;

/// <summary>Numbers and histograms as people read them.</summary>
public class BenchTextTests
{
    [Theory]
    [InlineData(0, "0 bit/s")]
    [InlineData(999, "999 bit/s")]
    [InlineData(1500, "1.5 kbit/s")]
    [InlineData(12_345_678, "12.3 Mbit/s")]
    [InlineData(99_900_000_000, "99.9 Gbit/s")]
    public void Rate_WhenWritten_ThenHasThreeDigits(double bits, string text) =>
        Assert.Equal(text, BenchNumber.Rate(bits));

    [Theory]
    [InlineData(17, "17 ns")]
    [InlineData(1_234, "1.23 us")]
    [InlineData(56_700, "56.7 us")]
    [InlineData(8_000_000, "8 ms")]
    [InlineData(1_500_000_000, "1.5 s")]
    public void Latency_WhenWritten_ThenHasItsUnit(double nanoseconds, string text) =>
        Assert.Equal(text, BenchNumber.Nanoseconds(nanoseconds));

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.00001, "<0.01%")]
    [InlineData(0.0123, "1.23%")]
    [InlineData(1, "100%")]
    public void Share_WhenWritten_ThenNoneIsToldFromLittle(double ratio, string text) =>
        Assert.Equal(text, BenchNumber.Percent(ratio));

    [Fact]
    public void Rows_WhenNothingWasRecorded_ThenAreNone()
    {
        Assert.Empty(HistogramRows.Of(new LatencyHistogram()));
        Assert.Equal("", HistogramText.Of(new LatencyHistogram()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(999, 1_000)]
    [InlineData(40_000, 40_010)]
    [InlineData(10_000, 90_000)]
    [InlineData(1, LatencyHistogram.MaxValue)]
    public void Rows_WhenValuesLieBetweenTheseBounds_ThenFitAPageAndHaveAll(long least, long most)
    {
        var histogram = new LatencyHistogram();
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            histogram.Record(random.NextInt64(least, most + 1));
        }

        var rows = HistogramRows.Of(histogram);
        Assert.InRange(rows.Count, 1, 16);
        Assert.Equal(5_000, rows.Sum(row => row.Count));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(rows, row => Assert.True(row.From < row.To));
        Assert.True(rows[0].From <= histogram.Minimum && histogram.Maximum <= rows[^1].To);
    }

    [Fact]
    public void Bars_WhenDrawn_ThenAreAsLongAsTheirShare()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 100; i++)
        {
            histogram.Record(10_500);
            histogram.Record(i < 50 ? 11_500 : 10_500);
        }

        var lines = HistogramText.Of(histogram).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(new string('█', 40), lines[0]);
        Assert.EndsWith(" 75%", lines[0]);
        Assert.EndsWith(" 25%", lines[^1]);
        Assert.Equal(13, lines[^1].Count(c => c == '█'));
    }
}
