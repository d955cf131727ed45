using System.Net;
using Soquete.Addresses;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Addresses;

public class ValueTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("500ms", 500 * TimeSpan.TicksPerMillisecond, "500ms")]
    [InlineData("1.5s", 1500 * TimeSpan.TicksPerMillisecond, "1500ms")]
    [InlineData("10", 10 * TimeSpan.TicksPerSecond, "10s")]
    [InlineData("120s", 2 * TimeSpan.TicksPerMinute, "2m")]
    [InlineData("24h", TimeSpan.TicksPerDay, "1d")]
    [InlineData("0.1us", 1, "0.1us")]
    [InlineData("365d", 365 * TimeSpan.TicksPerDay, "365d")]
    public void Duration_WhenRead_ThenIsWrittenWithTheLargestWholeUnit(string text, long ticks, string written)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(ticks, duration.Ticks);
        Assert.Equal(written, DurationText.Format(duration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData(".")]
    [InlineData("1..5s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("1e3s")]
    [InlineData("0")]
    [InlineData("0.01us")]
    [InlineData("366d")]
    [InlineData("9999999999999999999999999999999999999d")]
    [InlineData("٣s")]
    public void Duration_WhenNone_ThenIsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void Duration_WhenAnyIsWritten_ThenIsReadAsTheSame()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 10_000; i++)
        {
            var duration = TimeSpan.FromTicks(random.NextInt64(1, 1L << random.Next(1, 48)));
            Assert.True(DurationText.TryParse(DurationText.Format(duration), out var read));
            Assert.Equal(duration, read);
        }
    }

    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("4096", 4096, "4k")]
    [InlineData("64k", 65536, "64k")]
    [InlineData("64K", 65536, "64k")]
    [InlineData("1M", 1 << 20, "1M")]
    [InlineData("1025", 1025, "1025")]
    [InlineData("4T", 4L << 40, "4T")]
    [InlineData("4611686018427387904", 1L << 62, "4194304T")]
    public void Size_WhenRead_ThenIsWrittenWithTheLargestWholeUnit(string text, long bytes, string written)
    {
        Assert.True(SizeText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
        Assert.Equal(written, SizeText.Format(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-1")]
    [InlineData("1.5k")]
    [InlineData("1 k")]
    [InlineData("4194305T")]
    [InlineData("99999999999999999999")]
    public void Size_WhenNone_ThenIsRefused(string text) => Assert.False(SizeText.TryParse(text, out _));

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0", 8, "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0", 0, "0.0.0.0/0")]
    [InlineData("127.0.0.1", "127.0.0.1", 32, "127.0.0.1")]
    [InlineData("2001:db8:ffff::/33", "2001:db8:8000::", 33, "2001:db8:8000::/33")]
    [InlineData("::1", "::1", 128, "::1")]
    public void Cidr_WhenRead_ThenLosesTheHostsBits(string text, string prefix, int length, string written)
    {
        Assert.True(CidrText.TryParse(text, out var network));
        Assert.Equal(new IPNetwork(IPAddress.Parse(prefix), length), network);
        Assert.Equal(written, CidrText.Format(network));
    }

    [Fact]
    public void Dscp_WhenEachCodepointIsWritten_ThenIsReadAsTheSame()
    {
        for (var value = 0; value <= 63; value++)
        {
            Assert.True(DscpName.TryParse(DscpName.Format(value), out var read));
            Assert.Equal(value, read);
        }
    }

    [Fact]
    public void ValueList_WhenElementsAreEqual_ThenIsEqual()
    {
        ValueList<int> one = [1, 2], same = [1, 2], other = [2, 1];
        Assert.True(one == same && one.Equals((object)same) && one.GetHashCode() == same.GetHashCode());
        Assert.True(one != other && !one.Equals((object)"1, 2"));
        Assert.True(
            default(ValueList<int>) == []
            && default(ValueList<int>).GetHashCode() == new ValueList<int>(Array.Empty<int>()).GetHashCode());
        Assert.Equal([1, 2], one);
        Assert.Empty(default(ValueList<int>));
        Assert.Throws<IndexOutOfRangeException>(() => default(ValueList<int>)[0]);
    }
}
