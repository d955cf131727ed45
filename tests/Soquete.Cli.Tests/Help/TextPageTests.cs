using Soquete.Cli.Help;
using Soquete.Cli.Terminal;

namespace Soquete.Cli.Tests.Help;

public class TextPageTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(80)]
    public void Wrap_WhenWordsFit_ThenNoLineIsWiderAndNoWordIsLost(int width)
    {
        const string Text = "the  quick brown fox jumps over the lazy dog and runs away from it";
        var lines = TextPage.Wrap(Text, width).ToList();
        Assert.All(lines, line => Assert.True(line.Length <= width));
        Assert.Equal(Text.Replace("  ", " ", StringComparison.Ordinal), string.Join(' ', lines));
    }

    [Fact]
    public void Wrap_WhenAWordIsTooLong_ThenItStandsWhole() =>
        Assert.Equal(["a", "bbbbbbbb", "c"], TextPage.Wrap("a bbbbbbbb c", 4));

    [Fact]
    public void Rows_WhenNamesDiffer_ThenMeaningsAlign()
    {
        var page = new TextPage(80, default);
        page.Rows(("a", "first"), ("long-name", "second"));
        Assert.Equal("  a          first\n  long-name  second\n", page.ToString());
    }

    [Fact]
    public void Rows_WhenANameIsVeryLong_ThenItsMeaningGoesBelow()
    {
        var page = new TextPage(80, default);
        page.Rows(("a", "first"), (new string('x', 40), "second"));
        Assert.Equal($"  a  first\n  {new string('x', 40)}\n     second\n", page.ToString());
    }

    [Fact]
    public void Colour_WhenOff_ThenThereAreNoEscapes()
    {
        var page = new TextPage(80, new Palette(false));
        page.Heading("Heading");
        page.Example("command", "meaning");
        Assert.DoesNotContain('\e', page.ToString());
    }

    [Fact]
    public void Colour_WhenOn_ThenItEndsWhereItBegan()
    {
        var page = new TextPage(80, new Palette(true));
        page.Heading("Heading");
        Assert.Equal("\e[1mHeading\e[0m\n", page.ToString());
    }
}
