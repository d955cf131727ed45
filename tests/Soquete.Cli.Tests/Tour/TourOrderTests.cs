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
        Assert.All(tour.Calls.GroupBy(call => call.ProcessId), process => Assert.Empty(OutOfPlace([.. process])));
    }

    [Theory]
    [InlineData(10, 19, true)]
    [InlineData(10, 21, false)]
    public void Calls_WhenTheyOverlap_ThenMayStandEitherWay(int otherBegan, int otherEnded, bool isOutOfPlace)
    {
        var above = Call("sendto", "3", 1, sequence: 2, began: 20, ended: 30);
        var below = Call("recvmmsg", "4", 1, sequence: 1, began: otherBegan, ended: otherEnded);
        Assert.Equal(isOutOfPlace, OutOfPlace([above, below]).Any());
        Assert.Empty(OutOfPlace([below, above]));
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
        ("recvmsg", >= 0) when HasHeaders(call) => 0,
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

    /// <summary>
    /// Packets and frames come with headers that nobody here has sent, and fill what is shown of them.
    /// </summary>
    private static bool HasHeaders(TourEvent call) =>
        call.Data.StartsWith(@"E\0", StringComparison.Ordinal)
        || call.Text("arguments").Contains("AF_PACKET", StringComparison.Ordinal);

    private static bool IsMessage(TourEvent call) => call is { Call: "sendto" or "sendmsg", Result: >= 0 };

    /// <summary>
    /// Pairs of which the upper one was made after the lower one had ended. Threads of one process may call at once.
    /// </summary>
    private static IEnumerable<(TourEvent Upper, TourEvent Lower)> OutOfPlace(IReadOnlyList<TourEvent> calls) =>
        from upper in Enumerable.Range(0, calls.Count)
        from lower in Enumerable.Range(upper + 1, calls.Count - upper - 1)
        where calls[lower].Sequence < calls[upper].Sequence && calls[lower].Ended < calls[upper].Began
        select (calls[upper], calls[lower]);

    private static TourEvent Call(
        string name, string arguments, int result, int sequence = 1, int began = 0, int ended = 0)
    {
        var fields = new Dictionary<string, object>
        {
            ["call"] = name, ["arguments"] = arguments, ["result"] = result, ["sequence"] = sequence,
            ["time"] = DateTimeOffset.UnixEpoch.AddSeconds(began), ["duration"] = ended - began,
        };
        return TourEvent.Parse(JsonSerializer.Serialize(fields));
    }
}
