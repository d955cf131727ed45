using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Benchmarking;

public class DatagramReceiptTests(ITestOutputHelper output)
{
    [Fact]
    public void Note_WhenDatagramsAreLostRepeatedAndReordered_ThenCountsAreThoseOfASet()
    {
        var random = SeededRandom.Create(output);
        for (var round = 0; round < 200; round++)
        {
            var receipt = new DatagramReceipt();
            var seen = new HashSet<ulong>();
            ulong highest = 0;
            var (received, reordered, duplicated) = (0, 0, 0);
            foreach (var number in Arrivals(random, random.Next(1, 500)))
            {
                var isNew = seen.Add(number);
                received += isNew ? 1 : 0;
                duplicated += isNew ? 0 : 1;
                reordered += isNew && number < highest ? 1 : 0;
                highest = Math.Max(highest, number);
                Assert.Equal(isNew, receipt.Note(Header(number), 0));
            }

            var counts = receipt.Counts;
            Assert.Equal(
                (received, reordered, duplicated), (counts.Received, counts.Reordered, counts.Duplicated));
        }
    }

    [Fact]
    public void Note_WhenTheWarmUpIsNotMeasured_ThenOnlyWhatComesAfterCounts()
    {
        var receipt = new DatagramReceipt();
        Assert.False(receipt.Note(Header(0) with { Flags = 0 }, 0));
        Assert.False(receipt.Note(Header(0) with { Flags = 0 }, 0));
        Assert.True(receipt.Note(Header(2), 0));
        Assert.True(receipt.Note(Header(1), 0));
        Assert.Equal((2, 1, 0), (receipt.Counts.Received, receipt.Counts.Reordered, receipt.Counts.Duplicated));
    }

    [Fact]
    public void Note_WhenNumbersAreFarApart_ThenNothingBeyondTheWindowIsRemembered()
    {
        var receipt = new DatagramReceipt();
        ulong[] numbers = [5, 1UL << 40, 6, (1UL << 40) - 65_535, (1UL << 40) - 65_536, long.MaxValue, ulong.MaxValue];
        Array.ForEach(numbers, number => receipt.Note(Header(number), 0));
        // 6 and what is 65,536 before the highest are too old to be known; the last is no number at all.
        Assert.Equal(2, receipt.Counts.Duplicated);
        Assert.Equal(4, receipt.Counts.Received);
    }

    /// <summary>RFC 3550 §6.4.1, appendix A.8, in floating point.</summary>
    [Fact]
    public void Jitter_WhenTransitTimesVary_ThenItIsTheFormulaOfTheRfc()
    {
        var random = SeededRandom.Create(output);
        var receipt = new DatagramReceipt();
        double jitter = 0;
        long last = 0;
        for (var i = 0; i < 10_000; i++)
        {
            long sent = i * 1_000_000L;
            var arrived = sent + 7_000_000_000 + random.Next(1_000_000);
            receipt.Note(Header((ulong)i) with { Stamp = sent }, arrived);
            var transit = arrived - sent;
            jitter += i == 0 ? 0 : (Math.Abs(transit - last) - jitter) / 16;
            last = transit;
        }

        Assert.Equal(jitter, receipt.Counts.Jitter.TotalNanoseconds, jitter / 100);
    }

    private static DatagramHeader Header(ulong number) =>
        new(DatagramKind.Data, 1, 0, DatagramHeader.Measured, number, 0);

    /// <summary>Numbers from 0 on, of which some are left out, some come twice, and some come late.</summary>
    private static IEnumerable<ulong> Arrivals(Random random, int count)
    {
        var numbers = Enumerable.Range(0, count).Where(_ => random.Next(10) > 0).Select(number => (ulong)number);
        var twice = numbers.SelectMany(number => random.Next(10) == 0 ? new[] { number, number } : [number]).ToList();
        for (var i = 0; i + 20 < twice.Count; i++)
        {
            var other = i + random.Next(20);
            (twice[i], twice[other]) = (twice[other], twice[i]);
        }

        return twice;
    }
}
