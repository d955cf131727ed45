using Soquete.Addresses;
using Soquete.Cli.Verbs.Tour;

namespace Soquete.Cli.Tests.Tour;

public class OwnCommandTests
{
    [Theory]
    [InlineData("/usr/bin/soquete")]
    [InlineData("/home/a b/it's, \"here\"\\now")]
    [InlineData("$HOME `x`")]
    [InlineData("")]
    public void Quote_WhenSplitAgain_ThenIsTheSameWord(string word) =>
        Assert.Equal([word, "tour"], CommandWords.Split($"{OwnCommand.Quote(word)} tour"));
}
