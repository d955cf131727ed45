using Soquete.Addresses;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Addresses;

public class ImpairmentTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("1%", 0.01, "1%")]
    [InlineData("0.5%", 0.005, "0.5%")]
    [InlineData("0.1%", 0.001, "0.1%")]
    [InlineData("0.0001%", 0.000001, "0.0001%")]
    [InlineData("100%", 1.0, "100%")]
    [InlineData("100.0%", 1.0, "100%")]
    [InlineData("0%", 0.0, "0%")]
    [InlineData("00.00%", 0.0, "0%")]
    [InlineData("99.9%", 0.999, "99.9%")]
    [InlineData("50%", 0.5, "50%")]
    [InlineData("12.345%", 0.12345, "12.345%")]
    [InlineData(".5%", 0.005, "0.5%")]
    public void Percent_WhenRead_ThenIsWrittenShortest(string text, double fraction, string written)
    {
        Assert.True(PercentText.TryParse(text, out var read));
        Assert.Equal(fraction, read);
        Assert.Equal(written, PercentText.Format(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData(".%")]
    [InlineData("1")]
    [InlineData("0.01")]
    [InlineData("100.1%")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("+1%")]
    [InlineData("1 %")]
    [InlineData(" 1%")]
    [InlineData("1%%")]
    [InlineData("1..5%")]
    [InlineData("1e1%")]
    [InlineData("1E1%")]
    [InlineData("1,5%")]
    [InlineData("NaN%")]
    [InlineData("∞%")]
    [InlineData("٣%")]
    public void Percent_WhenNone_ThenIsRefused(string text) => Assert.False(PercentText.TryParse(text, out _));

    [Fact]
    public void Percent_WhenTooLong_ThenIsRefused() =>
        Assert.False(PercentText.TryParse($"0.{new string('0', 1000)}1%", out _));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.PositiveInfinity)]
    public void Percent_WhenNoProbability_ThenIsNotWritten(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PercentText.Format(fraction));

    [Fact]
    public void Percent_WhenAnyIsWritten_ThenIsReadAsTheSame()
    {
        var random = SeededRandom.Create(output);
        double[] edges = [double.Epsilon, 2.2250738585072014E-308, Math.BitDecrement(1.0), 1.0 / 3, -0.0, 1e-5];
        var fractions = Enumerable.Range(0, 10_000)
            .Select(_ => random.NextDouble() * Math.Pow(10, -random.Next(random.Pick(1, 5, 300))));
        foreach (var fraction in edges.Concat(fractions))
        {
            var text = PercentText.Format(fraction);
            Assert.True(PercentText.TryParse(text, out var read), text);
            Assert.Equal(fraction, read);
        }
    }

    [Fact]
    public void Percent_WhenOfFewDecimals_ThenIsWrittenAsItWasRead()
    {
        for (var thousandths = 0; thousandths <= 100_000; thousandths++)
        {
            var text = $"{thousandths / 1000m:0.###}%";
            Assert.True(PercentText.TryParse(text, out var read));
            Assert.Equal(text, PercentText.Format(read));
        }
    }

    [Theory]
    [InlineData("8000bit", 8_000, "8kbit")]
    [InlineData("500kbit", 500_000, "500kbit")]
    [InlineData("10mbit", 10_000_000, "10mbit")]
    [InlineData("1gbit", 1_000_000_000, "1gbit")]
    [InlineData("1000mbit", 1_000_000_000, "1gbit")]
    [InlineData("1tbit", 1_000_000_000_000, "1tbit")]
    [InlineData("1.5mbit", 1_500_000, "1.5mbit")]
    [InlineData("1500KBIT", 1_500_000, "1.5mbit")]
    [InlineData("0.001Kbit", 1, "1bit")]
    [InlineData("1bit", 1, "1bit")]
    [InlineData("999999999999bit", 999_999_999_999, "999999999999bit")]
    [InlineData("1234567bit", 1_234_567, "1234567bit")]
    public void Rate_WhenRead_ThenIsWrittenShortest(string text, long bits, string written)
    {
        Assert.True(RateText.TryParse(text, out var read));
        Assert.Equal(bits, read);
        Assert.Equal(written, RateText.Format(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bit")]
    [InlineData("mbit")]
    [InlineData("1000")]
    [InlineData("1m")]
    [InlineData("0bit")]
    [InlineData("0.5bit")]
    [InlineData("1.0005kbit")]
    [InlineData("1000000000001bit")]
    [InlineData("1.1tbit")]
    [InlineData("-1kbit")]
    [InlineData("1 kbit")]
    [InlineData("1e3kbit")]
    [InlineData("1mibit")]
    [InlineData("9999999999999999tbit")]
    [InlineData("99999999999999999999999999999999tbit")]
    [InlineData("٣kbit")]
    public void Rate_WhenNone_ThenIsRefused(string text) => Assert.False(RateText.TryParse(text, out _));

    [Fact]
    public void Rate_WhenAnyIsWritten_ThenIsReadAsTheSame()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 10_000; i++)
        {
            var rate = random.NextInt64(1, RateText.Highest + 1) / (long)Math.Pow(10, random.Next(12)) + 1;
            Assert.True(RateText.TryParse(RateText.Format(rate), out var read), RateText.Format(rate));
            Assert.Equal(rate, read);
        }
    }

    [Fact]
    public void Impairment_WhenItSaysNothing_ThenIsNone()
    {
        Assert.True(Impairment.None.IsNone);
        Assert.True(new Impairment { Seed = 1 }.IsNone);
        Assert.Equal(Impairment.None, new Impairment { Loss = 0, Delay = TimeSpan.Zero });
        Assert.Equal(new Impairment { Loss = 0.1, Rate = 8 }, new Impairment { Loss = 0.1, Rate = 8 });
        Assert.NotEqual(new Impairment { Seed = 1 }, new Impairment { Seed = 2 });
        Assert.All(
            new Impairment[]
            {
                new() { Loss = 0.1 }, new() { Duplicate = 0.1 }, new() { Reorder = 0.1 }, new() { Rate = 1 },
                new() { Delay = TimeSpan.FromTicks(1) }, new() { Jitter = TimeSpan.FromTicks(1) },
            },
            impairment => Assert.False(impairment.IsNone));
    }

    [Fact]
    public void Impairment_WhenOutOfRange_ThenIsRefused()
    {
        var tooLong = DurationText.Longest + TimeSpan.FromTicks(1);
        Func<Impairment>[] bad =
        [
            () => new() { Loss = -0.1 }, () => new() { Duplicate = 1.1 }, () => new() { Reorder = double.NaN },
            () => new() { Rate = 0 }, () => new() { Rate = RateText.Highest + 1 },
            () => new() { Delay = TimeSpan.FromTicks(-1) }, () => new() { Jitter = tooLong },
            () => Impairment.None with { Loss = 2 },
        ];
        Assert.All(bad, make => Assert.Throws<ArgumentOutOfRangeException>(make));
    }
}
