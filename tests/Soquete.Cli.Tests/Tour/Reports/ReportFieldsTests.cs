using System.Text.Json;
using Soquete.Cli.Verbs.Tour;
using Soquete.Cli.Verbs.Tour.Reports;

namespace Soquete.Cli.Tests.Tour.Reports;

public class ReportFieldsTests
{
    public static TheoryData<int> Places => [.. Enumerable.Range(0, Reports.Length)];

    private static Report[] Reports { get; } =
    [
        Sample.Call("recv", result: 5, after: 1234567, took: 89),
        Sample.Call("connect", result: -1, error: "ECONNREFUSED"),
        Sample.Association("127.0.0.1:1", "127.0.0.1:2"),
        new FactReport(7, Sample.Time, "listening", "unix:/a \"b\"\\\n"),
        new EndReport(7, Sample.Time, Outcome.Ok),
        new EndReport(7, Sample.Time, new Outcome(Verdict.Skipped, "no IPv6")),
        new EndReport(7, Sample.Time, Outcome.Failed("why")),
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Report_WhenSentAsALine_ThenArrivesEqual(int place)
    {
        var line = ReportFields.Line(Reports[place]);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(Reports[place], ReportFields.Parse(line));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"event":"dance","pid":1,"time":"2026-11-22T08:00:00Z"}""")]
    [InlineData("""{"event":"fact","pid":"1","time":"2026-11-22T08:00:00Z"}""")]
    [InlineData("""{"event":"fact","pid":1,"time":"yesterday"}""")]
    [InlineData("""{"event":"fact","pid":1,"time":"2026-11-22T08:00:00Z","name":"a"}""")]
    public void Line_WhenItIsNoReport_ThenIsRefused(string line) =>
        Assert.Throws<FormatException>(() => ReportFields.Parse(line));

    [Fact]
    public void Line_WhenItIsNoJson_ThenIsRefused() =>
        Assert.ThrowsAny<JsonException>(() => ReportFields.Parse("Unhandled exception"));
}
