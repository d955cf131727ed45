using Soquete.Cli.Verbs.Tour;

namespace Soquete.Cli.Tests.Tour;

public class TourLessonTests
{
    public static TheoryData<string> Stops => [.. StopList.All.Select(stop => stop.Name)];

    /// <summary>A lesson about a call that is never made would never be read.</summary>
    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Lessons_WhenTheStopRuns_ThenEachOneIsGiven(string stop)
    {
        var tour = await RecordedTour.MakeAsync(stop);
        if (tour.OutcomeOf(stop) != "ok")
        {
            Assert.StartsWith("skipped: ", tour.OutcomeOf(stop));
            return;
        }

        Assert.All(StopList.Named(stop).Lessons, lesson => Assert.Contains(
            tour.Calls,
            call => lesson.IsAbout(call.Process, call.AsCall())));
    }
}
