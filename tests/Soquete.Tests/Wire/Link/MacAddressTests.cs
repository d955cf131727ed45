using Soquete.Wire.Link;

namespace Soquete.Tests.Wire.Link;

public class MacAddressTests
{
    [Theory]
    [InlineData("00:1b:21:3c:4d:5e", "00:1b:21:3c:4d:5e")]
    [InlineData("00-1B-21-3C-4D-5E", "00:1b:21:3c:4d:5e")]
    [InlineData("FF:ff:FF:ff:FF:ff", "ff:ff:ff:ff:ff:ff")]
    public void Address_WhenParsed_ThenIsPrintedInOneForm(string text, string printed)
    {
        var address = MacAddress.Parse(text);
        Assert.Equal(printed, address.ToString());
        var bytes = new byte[MacAddress.Length];
        address.CopyTo(bytes);
        Assert.Equal(Convert.FromHexString(printed.Replace(":", "", StringComparison.Ordinal)), bytes);
        Assert.Equal(address, new MacAddress(bytes));
        Assert.Equal(address.GetHashCode(), new MacAddress(bytes).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00:1b:21:3c:4d")]
    [InlineData("00:1b:21:3c:4d:5e:")]
    [InlineData("00:1b:21:3c:4d:5e:6f")]
    [InlineData("00:1b-21:3c:4d:5e")]
    [InlineData("00.1b.21.3c.4d.5e")]
    [InlineData("001b213c4d5e")]
    [InlineData("0g:1b:21:3c:4d:5e")]
    [InlineData(" 0:1b:21:3c:4d:5e")]
    [InlineData("+0:1b:21:3c:4d:5e")]
    [InlineData("0x:1b:21:3c:4d:5e")]
    public void Text_WhenItIsNoAddress_ThenIsRefused(string text)
    {
        Assert.False(MacAddress.TryParse(text, out var address));
        Assert.Equal(default, address);
        Assert.Throws<FormatException>(() => MacAddress.Parse(text));
    }

    [Fact]
    public void Bits_WhenSet_ThenSayWhatKindItIs()
    {
        Assert.True(MacAddress.Broadcast.IsBroadcast);
        Assert.True(MacAddress.Broadcast.IsMulticast);
        var group = MacAddress.Parse("01:00:5e:00:00:01");
        Assert.True(group.IsMulticast);
        Assert.False(group.IsBroadcast);
        Assert.False(group.IsLocallyAdministered);
        var local = MacAddress.Parse("02:00:00:00:00:01");
        Assert.True(local.IsLocallyAdministered);
        Assert.False(local.IsMulticast);
        Assert.NotEqual(group, local);
    }

    [Fact]
    public void Bytes_WhenTooFew_ThenThrow()
    {
        Assert.Throws<ArgumentException>(() => new MacAddress(new byte[5]));
        Assert.Throws<ArgumentException>(() => MacAddress.Broadcast.CopyTo(new byte[5]));
        Assert.False(MacAddress.Broadcast.TryFormat(new char[16], out var written));
        Assert.Equal(0, written);
    }
}
