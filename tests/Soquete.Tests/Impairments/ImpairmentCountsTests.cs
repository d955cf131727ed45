using Soquete.Impairments;

namespace Soquete.Tests.Impairments;

public class ImpairmentCountsTests
{
    [Fact]
    public void Counts_WhenAdded_ThenEachIs()
    {
        var sum = new ImpairmentCounts(1, 2, 3, 4, 5, 6) + new ImpairmentCounts(10, 20, 30, 40, 50, 60);
        Assert.Equal(new ImpairmentCounts(11, 22, 33, 44, 55, 66), sum);
        Assert.Equal(sum, default(ImpairmentCounts).Add(sum));
    }

    [Fact]
    public void Counts_WhenWritten_ThenAreOneLine() => Assert.Equal(
        "1000 received, 990 delivered, 20 lost, 10 duplicated, 3 reordered, 0 overflowed",
        new ImpairmentCounts(1000, 990, 20, 10, 3, 0).ToString());
}
