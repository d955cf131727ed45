using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class PortTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("000000080", 80)]
    public void Parse_WhenThePortIsWithin16Bits_ThenIsTaken(string text, int number)
    {
        var port = Assert.IsType<TcpAddress>(Address.Parse($"tcp:{text}")).Port;
        Assert.Equal(number, port.Number);
        Assert.Null(port.ServiceName);
    }

    [Theory]
    [InlineData("65536", "port 65536 is out of range (0 to 65535)")]
    [InlineData("99999999999999999999", "port 99999999999999999999 is out of range (0 to 65535)")]
    [InlineData("-1", "'-1' is no port")]
    [InlineData("+1", "'+1' is no port")]
    [InlineData("0x50", null)]
    [InlineData("http-", "'http-' is no port")]
    [InlineData("٣", "'٣' is no port")]
    public void Parse_WhenThePortIsNone_ThenSaysWhy(string text, string? problem)
    {
        if (problem is null)
        {
            // A letter makes it a service's name, which the lookup judges.
            Assert.Equal(text, Assert.IsType<TcpAddress>(Address.Parse($"tcp:h:{text}")).Port.ServiceName);
            return;
        }

        Assert.Equal(problem, Assert.Throws<AddressFormatException>(() => Address.Parse($"tcp:h:{text}")).Problem);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    [InlineData(int.MaxValue)]
    public void FromNumber_WhenOutOfRange_ThenThrows(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Port.FromNumber(number));

    [Fact]
    public void Port_WhenFromUShort_ThenIsThatNumber()
    {
        Port port = 443;
        Assert.Equal(Port.FromNumber(443), port);
        Assert.Equal("443", port.ToString());
    }
}
