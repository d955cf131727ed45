using System.Globalization;
using System.Net;
using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class AddressInterfacesTests
{
    private const string Text = "unix:/run/app.sock,mode=660";

    [Fact]
    public void Parse_WhenThroughIParsable_ThenGivesTheSame()
    {
        Assert.Equal(Address.Parse(Text), Through<Address>(Text));
        Assert.Equal(Address.Parse(Text), SpanThrough<Address>($"<{Text}>".AsSpan(1, Text.Length)));
        Assert.True(Address.TryParse(Text.AsSpan(), CultureInfo.InvariantCulture, out var address));
        Assert.Equal(Text, address.ToString());
        Assert.False(Address.TryParse(null, out _));
        Assert.False(Address.TryParse("tcp".AsSpan(), null, out _));
    }

    [Fact]
    public void TryFormat_WhenThereIsRoom_ThenWritesAllOrNothing()
    {
        var address = Address.Parse(Text);
        var room = new char[Text.Length];
        Assert.True(address.TryFormat(room, out var written));
        Assert.Equal((Text.Length, Text), (written, new string(room)));
        Assert.False(address.TryFormat(room.AsSpan(1), out written));
        Assert.Equal(0, written);
        Assert.Equal($"<{Text}>", string.Create(CultureInfo.InvariantCulture, $"<{address}>"));
        Assert.Equal(Text, ((IFormattable)address).ToString("x", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Equals_WhenListsAndAddressesAreEqual_ThenIsTrue()
    {
        var one = Address.Parse("tcp:[::1]:80,allow=10.0.0.0/8,deny=::1");
        var same = Address.Parse("tcp://[0::1]:080/,deny=::1,allow=10.255.0.0/8");
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Address.Parse("tcp6:[::1]:80,allow=10.0.0.0/8,deny=::1"));
    }

    [Fact]
    public void FromAddress_WhenItHasAScope_ThenThatIsTheZone()
    {
        var host = Host.FromAddress(IPAddress.Parse("fe80::1%7"));
        Assert.Equal("7", host.Zone);
        Assert.Equal("[fe80::1%7]", host.ToString());
        Assert.Equal(Host.FromAddress(IPAddress.Parse("fe80::1"), "7"), host);
    }

    [Fact]
    public void FromName_WhenNoName_ThenThrows() => Assert.Throws<FormatException>(() => Host.FromName("a b"));

    private static T Through<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);

    private static T SpanThrough<T>(ReadOnlySpan<char> text)
        where T : ISpanParsable<T> => T.Parse(text, null);
}
