using Soquete.Cli.Arguments;

namespace Soquete.Cli.Tests.Arguments;

public class ArgumentValuesTests
{
    private static readonly OptionDefinition Option = new(
        "it", "it") { ValueSyntax = "VALUE", Choices = ["one", "two"] };
    private static readonly OptionDefinition Other = new("other", "other");

    private static readonly VerbDefinition Verb = new("do", "it")
    {
        Arguments = [new("ADDRESS", "where"), new("SHELL", "which") { Choices = ["bash", "zsh"] }], Options = [
            Option, Other],
    };

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("2", 2000)]
    [InlineData("1.5s", 1500)]
    [InlineData("1m", 60_000)]
    public void Duration_WhenItIsOne_ThenIsRead(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Typed("--it", text).Duration(Option));

    [Theory]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("1y")]
    [InlineData("99999999999999999999d")]
    public void Duration_WhenItIsNone_ThenIsRefused(string text) => Assert.Equal(
        $"--it takes a duration such as 500ms, 10s or 2m, not '{text}'",
        Assert.Throws<UsageException>(() => Typed("--it", text).Duration(Option)).Message);

    [Theory]
    [InlineData("0")]
    [InlineData("+1")]
    [InlineData("1k")]
    [InlineData("2147483648")]
    public void Count_WhenItIsNone_ThenIsRefused(string text) =>
        Assert.Contains("--it takes a number from 1 to 2147483647", Assert.Throws<UsageException>(
            () => Typed("--it", text).Count(Option)).Message);

    [Fact]
    public void Count_WhenItIsOne_ThenIsRead() => Assert.Equal(int.MaxValue, Typed("--it", "2147483647").Count(Option));

    [Fact]
    public void Values_WhenNotGiven_ThenAreNull()
    {
        var typed = Typed();
        Assert.Null(typed.Duration(Option));
        Assert.Null(typed.Count(Option));
        Assert.Null(typed.Choice(Option));
    }

    [Fact]
    public void Choice_WhenUnknown_ThenTheChoicesAreSaid() => Assert.Equal(
        "--it takes one, two, not 'three'", Assert.Throws<UsageException>(
            () => Typed("--it=three").Choice(Option)).Message);

    [Fact]
    public void Required_WhenMissing_ThenUsageIsSaid() => Assert.Equal(
        "do: SHELL is missing; usage: soquete do ADDRESS SHELL [OPTION]...",
        Assert.Throws<UsageException>(() => Typed("tcp:1").RequiredChoice(Verb, 1)).Message);

    [Fact]
    public void Surplus_WhenThere_ThenIsNamed() => Assert.StartsWith(
        "do: unexpected argument 'c'; usage: ", Assert.Throws<UsageException>(
            () => Typed("a", "b", "c").RefuseSurplus(Verb)).Message);

    [Fact]
    public void Options_WhenTheyContradict_ThenBothAreNamed() => Assert.Equal(
        "--it and --other cannot go together",
        Assert.Throws<UsageException>(() => Typed("--other", "--it=one").RefuseTogether(Option, Other)).Message);

    private static TypedArguments Typed(params string[] arguments) =>
        ArgumentReader.Read([Verb], ["do", .. arguments]).Typed;
}
