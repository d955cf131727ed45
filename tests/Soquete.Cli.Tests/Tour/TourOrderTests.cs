using System.Text.Json;
using Soquete.Cli.Verbs.Tour;

namespace Soquete.Cli.Tests.Tour;

/// <summary>The columns are read from top to bottom, so nothing may stand above what made it happen.</summary>
public class TourOrderTests
{
    public static TheoryData<string> Stops => [.. StopList.All.Select(stop => stop.Name)];

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Effects_WhenCallsAreInOrder_ThenStandAfterTheirCauses(string stop)
    {
        var tour = await RecordedTour.MakeAsync(stop);
        var seen = new List<TourEvent>();
        foreach (var call in tour.Calls)
        {
            seen.Add(call);
            var others = seen.Where(earlier => earlier.ProcessId != call.ProcessId).ToList();
            var own = seen.Where(earlier => earlier.ProcessId == call.ProcessId).ToList();
            Assert.True(Effects(own, call) <= Causes(others, call), $"too early: {call.Json}\nin {tour.Run.Output}");
        }
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Calls_WhenOfOneProcess_ThenStandAsTheyWereMade(string stop)
    {
        var tour = await RecordedTour.MakeAsync(stop);
        Assert.All(tour.Calls.GroupBy(call => call.ProcessId), process =>
        {
            var sequence = process.Select(call => call.Json.GetProperty("sequence").GetInt64()).ToList();
            Assert.Equal(sequence.Order(), sequence);
        });
    }

    [Fact]
    public void Causes_WhenMissing_ThenAreMissed()
    {
        var send = Call("send", "3, \"a\\n\", 2, MSG_NOSIGNAL", 2);
        var receive = Call("recv", "4, \"a\\n\", 64, 0", 2);
        Assert.Equal(1, Effects([receive], receive));
        Assert.Equal(1, Causes([send], receive));
        Assert.Equal(0, Causes([], receive));
        Assert.Equal(0, Causes([Call("send", "3, \"b\\n\", 2, MSG_NOSIGNAL", 2)], receive));
        var message = Call("recvmsg", "4, {msg_name={sun_path=\"b\\n\"}, msg_iov=[{iov_base=\"a\\n\"}]}, 0", 2);
        Assert.Equal(1, Effects([message], message));
        Assert.Equal(1, Causes([Call("sendto", "3, \"a\\n\", 2, 0, NULL, 0", 2)], message));
        Assert.Equal(0, Causes([Call("sendto", "3, \"b\\n\", 2, 0, NULL, 0", 2)], message));
        Assert.Equal(0, Causes([Call("sendto", "3, \"a\\n\", 2, 0, NULL, 0", -1)], message));
    }

    /// <summary>How often this has come about so far, in the call's own process.</summary>
    private static int Effects(IEnumerable<TourEvent> own, TourEvent call) => (call.Call, call.Result) switch
    {
        ("accept4", >= 0) => own.Count(each => each is { Call: "accept4", Result: >= 0 }),
        ("recv", > 0) => own.Count(each => each is { Call: "recv", Result: > 0 } && each.Data == call.Data),
        ("recv", _) => own.Where(each => each is { Call: "recv", Result: <= 0 })
            .DistinctBy(each => each.Descriptor).Count(),
        ("recvmsg", >= 0) => own.Count(each => each is { Call: "recvmsg", Result: >= 0 } && each.Data == call.Data),
        _ => 0,
    };

    /// <summary>How often what it takes has been done so far, by other processes.</summary>
    private static int Causes(IEnumerable<TourEvent> others, TourEvent call) => (call.Call, call.Result) switch
    {
        ("accept4", >= 0) => others.Count(each => each.Call == "connect"),
        ("recv", > 0) => others.Count(each => each.Call == "send" && each.Data == call.Data),
        ("recv", _) => others.Count(each => each.Call is "shutdown" or "close"),
        ("recvmsg", >= 0) => others.Count(each => IsMessage(each) && each.Data == call.Data)
            + (call.Result == 0 ? others.Count(each => each.Call is "shutdown" or "close") : 0),
        _ => 0,
    };

    private static bool IsMessage(TourEvent call) => call is { Call: "sendto" or "sendmsg", Result: >= 0 };

    private static TourEvent Call(string name, string arguments, int result)
    {
        var fields = new Dictionary<string, object> { ["call"] = name, ["arguments"] = arguments, ["result"] = result };
        return TourEvent.Parse(JsonSerializer.Serialize(fields));
    }
}
