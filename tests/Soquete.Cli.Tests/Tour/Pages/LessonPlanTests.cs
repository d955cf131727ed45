using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Pages;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Tests.Tour.Pages;

public class LessonPlanTests
{
    [Fact]
    public void Lesson_WhenItsCallComes_ThenIsGivenOnce()
    {
        var plan = new LessonPlan([new Lesson("server", "recv", "the end") { Result = 0 }]);
        Assert.Null(plan.TakeBefore("server", Sample.Call("recv", result: 5)));
        Assert.Null(plan.TakeBefore("client", Sample.Call("recv", result: 0)));
        Assert.Null(plan.TakeBefore("server", new FactReport(1, Sample.Time, "recv", "0")));
        Assert.Equal("the end", plan.TakeBefore("server", Sample.Call("recv", result: 0)));
        Assert.Null(plan.TakeBefore("server", Sample.Call("recv", result: 0)));
    }

    [Fact]
    public void Lesson_WhenItIsAboutAnArgument_ThenWaitsForIt()
    {
        var plan = new LessonPlan([new Lesson("server", "socket", "IPv6") { Holds = "AF_INET6" }]);
        Assert.Null(plan.TakeBefore("server", Sample.Call("socket", arguments: "AF_INET, SOCK_DGRAM, IPPROTO_UDP")));
        Assert.Equal("IPv6", plan.TakeBefore("server", Sample.Call("socket")));
    }
}
