using Soquete.Cli.Map.Watching;

namespace Soquete.Cli.Tests.Map.Watching;

public class ScreenTextTests
{
    [Theory]
    [InlineData("nginx", 5)]
    [InlineData("", 0)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("🙂", 2)]
    [InlineData("a\e[2Jb", 11)]
    [InlineData("→ ─ …", 5)]
    public void Width_WhenMeasured_ThenItIsInCells(string text, int cells) =>
        Assert.Equal(cells, ScreenText.WidthOf(text));

    [Theory]
    [InlineData("nginx", 5, "nginx")]
    [InlineData("nginx", 4, "ngi…")]
    [InlineData("nginx", 1, "…")]
    [InlineData("nginx", 0, "")]
    [InlineData("nginx", -3, "")]
    [InlineData("漢字漢字", 8, "漢字漢字")]
    [InlineData("漢字漢字", 6, "漢字…")]
    [InlineData("漢字漢字", 7, "漢字漢…")]
    [InlineData("a\nb", 20, @"a\u{a}b")]
    [InlineData("a\u202eb", 20, @"a\u{202e}b")]
    [InlineData("\u007f", 20, @"\u{7f}")]
    [InlineData("\u0085", 20, @"\u{85}")]
    public void Text_WhenItIsToFit_ThenItIsCutAndEscaped(string text, int cells, string expected) =>
        Assert.Equal(expected, ScreenText.Fit(text, cells));

    [Fact]
    public void Text_WhenItIsHalfACharacter_ThenItIsReplaced() => Assert.Equal("\ufffdx", ScreenText.Fit("\ud83dx", 9));

    [Fact]
    public void Text_WhenItIsPlaced_ThenItTakesItsCells() =>
        Assert.Equal(
            ("漢  ", "  漢", "a…"),
            (ScreenText.Left("漢", 4), ScreenText.Right("漢", 4), ScreenText.Left("abc", 2)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1.0k")]
    [InlineData(1024, "1.0k")]
    [InlineData(9999, "9.8k")]
    [InlineData(1023.4 * 1024, "1.0M")]
    [InlineData(217088, "212k")]
    [InlineData(5e18, "4.3E")]
    public void Amounts_WhenWritten_ThenTheyAreShort(double value, string expected) =>
        Assert.Equal(expected, Amount.Of(value));
}
