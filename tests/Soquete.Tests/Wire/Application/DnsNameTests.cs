using System.Net;
using Soquete.Wire.Application;

namespace Soquete.Tests.Wire.Application;

public class DnsNameTests
{
    [Theory]
    [InlineData("example.org", "example.org.")]
    [InlineData("example.org.", "example.org.")]
    [InlineData(".", ".")]
    [InlineData(@"dot\.ted.x", @"dot\.ted.x.")]
    [InlineData(@"sp\032ace", @"sp\032ace.")]
    [InlineData(@"\000\255", @"\000\255.")]
    [InlineData(@"a\b\$.c", @"ab\$.c.")]
    [InlineData("_sip._udp.x", "_sip._udp.x.")]
    [InlineData(@"q\""\(\)\;\@\\.x", @"q\""\(\)\;\@\\.x.")]
    public void Name_WhenParsed_ThenIsPrinted(string text, string printed)
    {
        var name = DnsName.Parse(text);
        Assert.Equal(printed, name.ToString());
        Assert.Equal(name, DnsName.Parse(name.ToString()));
        Assert.Equal(name.Bytes, View(name.Bytes.ToArray()).ToName().Bytes);
        Assert.Equal(name.ToString(), View(name.Bytes.ToArray()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a..")]
    [InlineData(@"a\")]
    [InlineData(@"a\2")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256")]
    [InlineData("\u00E4.example")]
    [InlineData(@"\" + "\u00E4")]
    public void Name_WhenNone_ThenIsRefused(string text)
    {
        Assert.False(DnsName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DnsName.Parse(text));
    }

    [Fact]
    public void Name_WhenTooLong_ThenIsRefused()
    {
        Assert.Equal(65, DnsName.Parse(new string('a', 63)).Length);
        Assert.False(DnsName.TryParse(new string('a', 64), out _));
        var longest = string.Join('.', Enumerable.Repeat("a", 127));
        Assert.Equal(255, DnsName.Parse(longest).Length);
        Assert.Equal(127, Count(View(DnsName.Parse(longest).Bytes.ToArray())));
        Assert.False(DnsName.TryParse(longest + ".a", out _));
        Assert.False(DnsName.TryParse("aa" + longest[1..], out _));
    }

    [Fact]
    public void Names_WhenTheyDifferInCase_ThenAreEqual()
    {
        var name = DnsName.Parse("ExAmple.ORG");
        Assert.True(name == DnsName.Parse("example.org"));
        Assert.Equal(name.GetHashCode(), DnsName.Parse("example.org").GetHashCode());
        Assert.Equal("ExAmple.ORG.", name.ToString());
        Assert.True(name != DnsName.Parse("example.net"));
        // Not letters, though they differ in the same bit.
        Assert.NotEqual(DnsName.Parse("["), DnsName.Parse("{"));
        Assert.NotEqual(DnsName.Parse(@"\192"), DnsName.Parse(@"\224"));
    }

    [Theory]
    [InlineData("192.0.2.80", "80.2.0.192.in-addr.arpa.")]
    [InlineData(
        "2001:db8::567:89ab", "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.")]
    public void Address_WhenAskedFor_ThenItsNameIsInArpa(string address, string name) =>
        Assert.Equal(name, DnsName.OfAddress(IPAddress.Parse(address)).ToString());

    /// <summary>Each is behind a header of twelve bytes; the name begins where it is said.</summary>
    [Theory]
    [InlineData("03 777777 00", 0, 5, 5)]
    [InlineData("00", 0, 1, 1)]
    [InlineData("03 777777 00 01 61 C0 0C", 5, 9, 7)]
    [InlineData("00 C0 0C", 1, 3, 1)]
    [InlineData("01 61 00 C0 0C C0 0F", 5, 7, 3)]
    [InlineData("C0 0C", 0, 0, 0)]
    [InlineData("C0 0E 00", 0, 0, 0)]
    [InlineData("01 61 C0 0C", 0, 0, 0)]
    [InlineData("01 61 C0 0E 00", 0, 0, 0)]
    [InlineData("00 C0 00", 1, 0, 0)]
    [InlineData("00 C0 0B", 1, 0, 0)]
    [InlineData("C0", 0, 0, 0)]
    [InlineData("03 7777", 0, 0, 0)]
    [InlineData("03 777777", 0, 0, 0)]
    [InlineData("40 00", 0, 0, 0)]
    [InlineData("80 00", 0, 0, 0)]
    [InlineData("00", 5, 0, 0)]
    public void Name_WhenItPoints_ThenOnlyBackwards(string hexadecimal, int offset, int end, int length)
    {
        byte[] message = [.. new byte[12], .. Literal.Bytes(hexadecimal.Replace(" ", "", StringComparison.Ordinal))];
        Assert.Equal(length > 0, DnsNameView.TryRead(message, 12 + offset, out var view, out var read));
        Assert.Equal(end, Math.Max(0, read - 12));
        Assert.Equal(length, view.Length);
    }

    [Fact]
    public void Name_WhenItPointsToPointers_ThenThereIsAnEnd()
    {
        byte[] message = [.. new byte[12], 0];
        for (var pointer = 12; pointer < 16_000; pointer = message.Length - 2)
        {
            message = [.. message, (byte)(0xC0 | (pointer >> 8)), (byte)pointer];
            var pointers = (message.Length - 13) / 2;
            Assert.Equal(pointers <= 127, DnsNameView.TryRead(message, message.Length - 2, out _, out _));
            if (pointers > 200)
            {
                return;
            }
        }
    }

    /// <summary>Pointers make a name long that has few bytes of its own.</summary>
    [Fact]
    public void Name_WhenPointersMakeItTooLong_ThenIsNone()
    {
        byte[] message = [.. new byte[12], 63, .. new byte[63], 63, .. new byte[63], 63, .. new byte[63], 60,
            .. new byte[60], 0];
        Assert.True(DnsNameView.TryRead(message, 12, out var view, out _));
        Assert.Equal(254, view.Length);
        byte[] longer = [.. message, 1, 97, 0xC0, 12];
        Assert.False(DnsNameView.TryRead(longer, message.Length, out _, out _));
    }

    private static int Count(DnsNameView view)
    {
        var count = 0;
        foreach (var label in view)
        {
            count += label.Length > 0 ? 1 : 0;
        }

        return count;
    }

    private static DnsNameView View(byte[] name)
    {
        byte[] message = [.. new byte[12], .. name];
        Assert.True(DnsNameView.TryRead(message, 12, out var view, out var end));
        Assert.Equal(12 + name.Length, end);
        return view;
    }
}
