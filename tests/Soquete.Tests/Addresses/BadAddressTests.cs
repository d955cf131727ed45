using System.Globalization;
using Soquete.Addresses;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Addresses;

public class BadAddressTests(ITestOutputHelper output)
{
    private const int Rounds = 30_000;

    /// <summary>Three texts of 300 characters, each escaped sixfold, and the words between.</summary>
    private const int LongestMessage = 6_000;

    [Fact]
    public void Parse_WhenTheTextIsAnything_ThenGivesAnAddressOrOneLine()
    {
        var random = SeededRandom.Create(output);
        var refused = 0;
        for (var i = 0; i < Rounds; i++)
        {
            refused += Check(BadText.Next(random)) ? 0 : 1;
        }

        output.WriteLine($"{refused} of {Rounds} refused");
        Assert.InRange(refused, Rounds / 4, Rounds - (Rounds / 100));
    }

    [Theory]
    [InlineData("tcp:fe80::1:80\n")]
    [InlineData("tcp:::1:\u001b[2J")]
    [InlineData("tcp:a\nb:80")]
    [InlineData("tcp:[::1%\u0001]:80")]
    [InlineData("tcp:80,no\u2028delay")]
    [InlineData("tcp:80,nodelay=\u202eoff")]
    [InlineData("\u0007:80")]
    [InlineData("exec:'\n")]
    [InlineData("fd:\n")]
    public void Parse_WhenControlCharactersStandInIt_ThenTheMessageHasNone(string text) => Assert.False(Check(text));

    [Theory]
    [InlineData("tcp:", "1", ":80")]
    [InlineData("tcp:", "1", "")]
    [InlineData("tcp:[", "1", "]:80")]
    [InlineData("tcp:::1:", "9", "")]
    [InlineData("tcp:80,", "n", "")]
    [InlineData("tcp:80,nodelay=", "n", "")]
    [InlineData("tcp:80,bind=", "1", "")]
    [InlineData("tcp:80,user-timeout=", "1", "ms")]
    [InlineData("unix:", "x", "")]
    [InlineData("", "x", ":80")]
    [InlineData("fd:", "1", "\u00e9")]
    [InlineData("file:", "x", "", 40_000)]
    public void Parse_WhenAPartIsHuge_ThenTheMessageIsShort(
        string before, string repeated, string after, int count = 30_000) =>
        Assert.False(Check(before + string.Concat(Enumerable.Repeat(repeated, count)) + after));

    [Fact]
    public void Text_WhenTheAddressIsBad_ThenIsFitToPrint()
    {
        var e = Assert.Throws<AddressFormatException>(() => Address.Parse("tcp:\n" + new string('x', 30_000)));
        Assert.True(e.Text.Length < 400, $"{e.Text.Length} characters");
        Assert.DoesNotContain('\n', e.Text);
    }

    /// <summary>Whether it is an address; if not, how that is said is checked.</summary>
    private static bool Check(string text)
    {
        try
        {
            var address = Address.Parse(text);
            Assert.Equal(address, Address.Parse(address.ToString()));
            Assert.True(Address.TryParse(text, out _));
            return true;
        }
        catch (AddressFormatException e)
        {
            Assert.False(Address.TryParse(text, out _));
            Assert.True(
                e.Message.Length <= LongestMessage,
                $"a message of {e.Message.Length} characters for {text.Length}");
            Assert.DoesNotContain(e.Message, IsUnprintable);
            Assert.False(string.IsNullOrWhiteSpace(e.Problem));
            return false;
        }
    }

    private static bool IsUnprintable(char c) => char.IsControl(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
