using Soquete.Cli.Verbs.Tour.Parts;

namespace Soquete.Cli.Tests.Tour.Parts;

public class OrderLineTests
{
    [Theory]
    [InlineData("listen", "unix:/a b")]
    [InlineData("connect", "tcp4:127.0.0.1:5")]
    public void Order_WhenReadAgain_ThenIsTheSame(string word, string address)
    {
        var (order, target) = OrderLine.Parse($"{word} {address}");
        Assert.Equal(address, target);
        Assert.Equal($"{word} {address}", OrderLine.Of(order, target));
    }

    [Theory]
    [InlineData("")]
    [InlineData("listen")]
    [InlineData("dance tcp:1")]
    public void Line_WhenItIsNoOrder_ThenIsRefused(string line) =>
        Assert.Throws<FormatException>(() => OrderLine.Parse(line));
}
