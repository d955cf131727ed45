using Soquete.Addresses;

namespace Soquete.Tests.Addresses;

public class CommandWordsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \t\n", new string[0])]
    [InlineData("cat", new[] { "cat" })]
    [InlineData("  a  b\tc\nd ", new[] { "a", "b", "c", "d" })]
    [InlineData("'a b' \"c d\"", new[] { "a b", "c d" })]
    [InlineData("a'b'\"c\"d", new[] { "abcd" })]
    [InlineData("'' \"\"", new[] { "", "" })]
    [InlineData("a\\ b \\' \\\\", new[] { "a b", "'", "\\" })]
    [InlineData("'\\' '\"'", new[] { "\\", "\"" })]
    [InlineData("\"\\\"\\\\\\$\\`\\n\"", new[] { "\"\\$`\\n" })]
    [InlineData("$HOME *;|&>", new[] { "$HOME", "*;|&>" })]
    public void Split_WhenQuotedAsInAShell_ThenGivesItsWords(string command, string[] words) =>
        Assert.Equal(words, CommandWords.Split(command));

    [Theory]
    [InlineData("'a", "a quote ' is not closed")]
    [InlineData("\"a\\\"", "a quote \" is not closed")]
    [InlineData("a\\", "a backslash ends the command")]
    public void Split_WhenNotEnded_ThenThrows(string command, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => CommandWords.Split(command)).Message);

    [Fact]
    public void ToWords_WhenForAShell_ThenIsOneWordOfIt() =>
        Assert.Equal(["/bin/sh", "-c", "a 'b"], new ExecAddress("a 'b") { Shell = true }.ToWords());
}
