using Soquete.House.Tests.Source;
using Soquete.Kestrel;

namespace Soquete.House.Tests.Api;

/// <summary>
/// The public API is a promise: <c>PublicApi.txt</c> says what was promised, and a change of it is seen in a review.
/// <c>SOQUETE_UPDATE_API=1 ./test PublicApi</c> writes it anew. Each library has its own.
/// </summary>
public class PublicApiTests
{
    private const string Update = "SOQUETE_UPDATE_API";

    [Theory]
    [InlineData(typeof(SoqueteException), "PublicApi.txt")]
    [InlineData(typeof(SoqueteEndPoint), "PublicApi.Kestrel.txt")]
    public void PublicApi_WhenComparedWithItsSnapshot_ThenIsTheSame(Type part, string file)
    {
        var snapshot = $"tests/Soquete.House.Tests/{file}";
        var actual = PublicApi.Of(part.Assembly).ToList();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllLines(Repository.Full(snapshot), actual);
        }

        var path = Repository.Full(snapshot);
        var promised = File.Exists(path) ? File.ReadAllLines(path) : [];
        Rule.Holds(
            $"The public API is the one of {snapshot} ({Update}=1 ./test PublicApi writes it anew)",
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
