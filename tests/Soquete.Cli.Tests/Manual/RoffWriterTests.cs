using Soquete.Cli.Manual;

namespace Soquete.Cli.Tests.Manual;

public class RoffWriterTests
{
    [Theory]
    [InlineData(".SH is text", "\\&.SH is text")]
    [InlineData("'tis", "\\&\\(aqtis")]
    [InlineData("a\\b", "a\\eb")]
    [InlineData("--json \"x\" `y` ~/z ^", "\\-\\-json \\(dqx\\(dq \\(gay\\(ga \\(ti/z \\(ha")]
    public void Escape_WhenTextHoldsRequests_ThenTheyAreText(string text, string escaped) =>
        Assert.Equal(escaped, RoffWriter.Escape(text));
}
