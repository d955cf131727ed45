using Soquete.House.Tests.Source;

namespace Soquete.House.Tests.Api;

/// <summary>
/// The public API is a promise: <c>PublicApi.txt</c> says what was promised, and a change of it is seen in a review.
/// <c>SOQUETE_UPDATE_API=1 ./test PublicApi</c> writes it anew.
/// </summary>
public class PublicApiTests
{
    private const string Snapshot = "tests/Soquete.House.Tests/PublicApi.txt";
    private const string Update = "SOQUETE_UPDATE_API";

    [Fact]
    public void PublicApi_WhenComparedWithItsSnapshot_ThenIsTheSame()
    {
        var actual = PublicApi.Of(typeof(SoqueteException).Assembly).ToList();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllLines(Repository.Full(Snapshot), actual);
        }

        var path = Repository.Full(Snapshot);
        var promised = File.Exists(path) ? File.ReadAllLines(path) : [];
        Rule.Holds(
            $"The public API is the one of {Snapshot} ({Update}=1 ./test PublicApi writes it anew)",
            LineDifference.Between(promised, actual));
    }

    [Fact]
    public void LineDifference_WhenLinesComeAndGo_ThenShowsThemUnderTheirHeading()
    {
        string[] before = ["class A", "    int X()", "    int Y()", ""];
        string[] after = ["class A", "    int X()", "    int Z()", ""];
        Assert.Equal(["class A", "-     int Y()", "+     int Z()"], LineDifference.Between(before, after));
        Assert.Equal(["+ class A", "+     int X()", "+     int Y()"], LineDifference.Between([], before));
        Assert.Empty(LineDifference.Between(before, before));
    }
}
