using Soquete.Cli.Verbs.Tour.Stops;

namespace Soquete.Cli.Tests.Tour.Stops;

public class ArrivalsTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, "3 delivered, 0 lost, 0 doubled, 0 late")]
    [InlineData(new[] { 2, 3 }, "2 delivered, 1 lost, 0 doubled, 0 late")]
    [InlineData(new[] { 1, 2, 2, 3 }, "4 delivered, 0 lost, 1 doubled, 0 late")]
    [InlineData(new[] { 2, 3, 1 }, "3 delivered, 0 lost, 0 doubled, 1 late")]
    [InlineData(new[] { 3, 1, 1 }, "3 delivered, 1 lost, 1 doubled, 1 late")]
    [InlineData(new[] { 3, 2, 1 }, "3 delivered, 0 lost, 0 doubled, 2 late")]
    [InlineData(new int[0], "0 delivered, 3 lost, 0 doubled, 0 late")]
    public void Tally_WhenThreeWereSent_ThenIsWhatTheNumbersSay(int[] numbers, string expected) =>
        Assert.Equal(expected, new Arrivals(numbers).ToTally(3).ToString());

    /// <summary>A copy that is held up makes its number no later than the first of it was.</summary>
    [Fact]
    public void Late_WhenOnlyACopyIs_ThenItsNumberIsNot() => Assert.Empty(new Arrivals([1, 2, 1]).Late);
}
