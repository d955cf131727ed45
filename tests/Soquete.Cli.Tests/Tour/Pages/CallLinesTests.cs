using Soquete.Cli.Verbs.Tour.Pages;

namespace Soquete.Cli.Tests.Tour.Pages;

public class CallLinesTests
{
    private const string Call =
        "connect(3, {sa_family=AF_UNIX, sun_path=\"/run/user/1000/a-name-without-a-space\"}, 48) = -1 ECONNREFUSED";

    [Theory]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(26)]
    [InlineData(60)]
    [InlineData(200)]
    public void Wrap_WhenNarrow_ThenNoLineIsWiderAndNothingIsLost(int width)
    {
        var lines = CallLines.Wrap(Call, width).ToList();
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.Equal(Bare(Call), Bare(string.Concat(lines)));
    }

    [Fact]
    public void Wrap_WhenItFits_ThenIsOneLine() => Assert.Equal([Call], CallLines.Wrap(Call, Call.Length));

    [Fact]
    public void Wrap_WhenTheResultDoesNotFit_ThenItKeepsItsEqualsSign() =>
        Assert.Equal(["shutdown(3, SHUT_WR)", "  = 0"], CallLines.Wrap("shutdown(3, SHUT_WR) = 0", 22));

    [Fact]
    public void Wrap_WhenThereIsNoSpace_ThenBreaksAfterAMark() =>
        Assert.Equal(["SOCK_STREAM|", "  SOCK_CLOEXEC"], CallLines.Wrap("SOCK_STREAM|SOCK_CLOEXEC", 14));

    private static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
