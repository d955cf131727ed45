using Soquete.Addresses;
using Soquete.Impairments;

namespace Soquete.Tests.Impairments;

/// <summary>What is decided is the same for ever, so that it can be asserted to the last one.</summary>
public class FateSequenceTests
{
    private const int Many = 100_000;

    [Fact]
    public void SplitMix64_WhenSeeded_ThenGivesThePublishedNumbers()
    {
        var chance = new SplitMix64(1234567);
        ulong[] published =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        Assert.Equal(published, published.Select(_ => chance.Next()).ToArray());
    }

    [Fact]
    public void SplitMix64_WhenFractions_ThenLieBelowOne()
    {
        var chance = new SplitMix64(0);
        for (var i = 0; i < Many; i++)
        {
            Assert.InRange(chance.NextFraction(), 0, Math.BitDecrement(1.0));
        }
    }

    [Fact]
    public void Fates_WhenOfOneSeed_ThenAreTheSame()
    {
        var impairment = new Impairment
        {
            Loss = 0.1, Duplicate = 0.1, Reorder = 0.1,
            Delay = TimeSpan.FromSeconds(1), Jitter = TimeSpan.FromSeconds(1),
        };
        Assert.Equal(Fates(impairment, 7), Fates(impairment, 7));
        Assert.NotEqual(Fates(impairment, 7), Fates(impairment, 8));
        Assert.NotEqual(Fates(impairment, -1), Fates(impairment, 1));
    }

    [Fact]
    public void Fates_WhenOfSeedOne_ThenAreTheseForEver()
    {
        var impairment = new Impairment { Loss = 0.25, Duplicate = 0.25, Reorder = 0.25 };
        var letters = Fates(impairment, 1).Take(40).Select(fate => fate switch
        {
            { IsLost: true } => 'x',
            { IsDuplicated: true, LetsPass: > 0 } => 'B',
            { IsDuplicated: true } => 'd',
            { LetsPass: > 0 } => (char)('0' + fate.LetsPass),
            _ => '.',
        });
        Assert.Equal("...xxx..23dxdBx.d13x.3dx.xxx.xx.x.3x2..d", string.Concat(letters));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.001, 99)]
    [InlineData(0.01, 988)]
    [InlineData(0.5, 49645)]
    [InlineData(1.0, Many)]
    public void Loss_WhenOfMany_ThenIsWhatWasAskedFor(double probability, int exactly)
    {
        var lost = Fates(new Impairment { Loss = probability }, 1).Count(fate => fate.IsLost);
        Assert.InRange(lost, Many * (probability * 0.9) - 1, Many * (probability * 1.1) + 1);
        Assert.Equal(exactly, lost);
    }

    [Fact]
    public void Chances_WhenOfMany_ThenAreWhatWasAskedForAndIndependent()
    {
        var fates = Fates(new Impairment { Loss = 0.2, Duplicate = 0.3, Reorder = 0.4 }, 2);
        var left = fates.Where(fate => !fate.IsLost).ToList();
        AssertNear(0.8 * Many, left.Count);
        AssertNear(0.8 * 0.3 * Many, left.Count(fate => fate.IsDuplicated));
        AssertNear(0.8 * 0.4 * Many, left.Count(fate => fate.LetsPass > 0));
        AssertNear(0.8 * 0.3 * 0.4 * Many, left.Count(fate => fate.IsDuplicated && fate.LetsPass > 0));
        foreach (var passing in Enumerable.Range(1, FateSequence.MostPassing))
        {
            AssertNear(0.8 * 0.4 / 3 * Many, left.Count(fate => fate.LetsPass == passing));
        }

        Assert.All(fates, fate => Assert.InRange(fate.LetsPass, 0, FateSequence.MostPassing));
        Assert.All(fates.Where(fate => fate.IsLost), fate => Assert.Equal(new Fate(true, false, 0, default), fate));
    }

    [Fact]
    public void Loss_WhenItIsSetHigher_ThenLosesMoreAndLeavesTheRestAlone()
    {
        var few = new Impairment { Loss = 0.01, Duplicate = 0.1, Reorder = 0.1, Jitter = TimeSpan.FromSeconds(1) };
        foreach (var (low, high) in Fates(few, 3).Zip(Fates(few with { Loss = 0.5 }, 3)))
        {
            Assert.True(high.IsLost || high == low);
        }
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100, 30)]
    [InlineData(100, 100)]
    [InlineData(100, 300)]
    [InlineData(0, 50)]
    public void Delay_WhenWithJitter_ThenLiesEvenlyAroundAndNeverBelowNothing(int delay, int jitter)
    {
        var impairment = new Impairment
        {
            Delay = TimeSpan.FromMilliseconds(delay), Jitter = TimeSpan.FromMilliseconds(jitter),
        };
        var delays = Fates(impairment, 4).Select(fate => fate.Delay.TotalMilliseconds).Order().ToList();
        Assert.InRange(delays[0], Math.Max(0, delay - jitter), delay);
        Assert.InRange(delays[^1], delay, delay + jitter);
        foreach (var tenth in Enumerable.Range(1, 9))
        {
            var expected = Math.Max(0, delay - jitter + (2 * jitter * tenth / 10.0));
            var about = (0.02 * jitter) + 0.001;
            Assert.InRange(delays[Many * tenth / 10], expected - about, expected + about);
        }
    }

    private static List<Fate> Fates(Impairment impairment, int seed)
    {
        var sequence = new FateSequence(impairment, seed);
        return [.. Enumerable.Range(0, Many).Select(_ => sequence.Next())];
    }

    private static void AssertNear(double expected, int actual) =>
        Assert.InRange(actual, expected * 0.95, expected * 1.05);
}
