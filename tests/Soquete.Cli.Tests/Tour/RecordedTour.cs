using System.Text.Json;
using Soquete.Cli.Tests.Support;
using Soquete.Diagnostics;

namespace Soquete.Cli.Tests.Tour;

/// <summary>A run of <c>tour --json</c> by the command under test.</summary>
internal sealed record RecordedTour(Run Run, IReadOnlyList<TourEvent> Events)
{
    public IEnumerable<TourEvent> Calls => Events.Where(entry => entry.Kind == "call");

    /// <summary>The stops that were made, in their order.</summary>
    public IEnumerable<string> Stops => Events.Where(entry => entry.Kind == "stop").Select(entry => entry.Text("stop"));

    /// <summary>How the stop ended, and why, as it is told.</summary>
    public string OutcomeOf(string stop)
    {
        var end = Events.Single(entry => entry.Kind == "stop" && entry.Text("stop") == stop);
        return end.Has("reason") ? $"{end.Text("outcome")}: {end.Text("reason")}" : end.Text("outcome");
    }

    public static async Task<RecordedTour> MakeAsync(params string[] arguments) =>
        Read(await TheCommand.RunAsync(["tour", "--json", .. arguments]));

    public static RecordedTour Read(Run run) =>
        new(run, [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TourEvent.Parse)]);

    /// <summary>One that is known to have gone well.</summary>
    public static async Task<RecordedTour> MakeGoodAsync(params string[] arguments)
    {
        var tour = await MakeAsync(arguments);
        Assert.True(tour.Run.Status == 0, tour.Run.ToString());
        return tour;
    }
}

/// <summary>One object of it.</summary>
internal sealed record TourEvent(JsonElement Json)
{
    public string Kind => Text("event");

    public string Process => Text("process");

    public int ProcessId => Json.GetProperty("pid").GetInt32();

    public string Call => Text("call");

    public long Sequence => Json.GetProperty("sequence").GetInt64();

    public DateTimeOffset Began => Json.GetProperty("time").GetDateTimeOffset();

    public DateTimeOffset Ended => Began + TimeSpan.FromSeconds(Json.GetProperty("duration").GetDouble());

    public long Result => Json.GetProperty("result").GetInt64();

    public static TourEvent Parse(string line) => new(JsonDocument.Parse(line).RootElement);

    /// <summary>The call, but for its time.</summary>
    public SocketCall AsCall() => new(
        0, default, default, ProcessId, Call, Text("arguments"), Result,
        Has("error") ? Text("error") : null, Has("errno") ? Json.GetProperty("errno").GetInt32() : 0);

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public string Text(string name) => Json.GetProperty(name).GetString()!;

    /// <summary>The descriptor that the call is made on.</summary>
    public string Descriptor => Text("arguments").Split(',')[0];

    /// <summary>The bytes that were moved, in the quotes of strace; of a message they stand after its names.</summary>
    public string Data => Text("arguments").Split("iov_base=")[^1].Split('"')[1];
}
