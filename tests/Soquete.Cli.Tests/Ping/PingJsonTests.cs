using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Ping;

/// <summary>What <c>ping --json</c> prints for programs: the fields of docs/ping.md.</summary>
public class PingJsonTests
{
    [Fact]
    public async Task Ping_WhenAskedForJson_ThenEachLineIsAnObject()
    {
        var lines = await LinesAsync(0, "127.0.0.1", "--count", "3", "--interval", "10ms", "--size", "100");
        Assert.Equal(["ping", "reply", "reply", "reply", "summary"], lines.Select(line => Text(line, "event")));
        Assert.Equal(("127.0.0.1", "echo", 100), (
            Text(lines[0], "address"), Text(lines[0], "method"), lines[0].GetProperty("size").GetInt32()));
        Assert.InRange(lines[0].GetProperty("identifier").GetInt32(), 0, ushort.MaxValue);
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            var reply = lines[sequence];
            Assert.Equal((sequence, 108, 64, "127.0.0.1"), (
                reply.GetProperty("sequence").GetInt32(), reply.GetProperty("length").GetInt32(),
                reply.GetProperty("ttl").GetInt32(), Text(reply, "from")));
            Assert.True(reply.GetProperty("time_ms").GetDouble() > 0);
        }

        var summary = lines[4];
        Assert.Equal((3, 3, 0, 0.0), (
            summary.GetProperty("sent").GetInt32(), summary.GetProperty("received").GetInt32(),
            summary.GetProperty("lost").GetInt32(), summary.GetProperty("loss_percent").GetDouble()));
        string[] order = ["min_ms", "p50_ms", "p95_ms", "max_ms"];
        var times = order.Select(name => summary.GetProperty(name).GetDouble()).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.True(summary.GetProperty("mdev_ms").GetDouble() >= 0);
    }

    [Fact]
    public async Task Ping_WhenQuietToo_ThenTheSummaryIsAlone() => Assert.Equal(
        "summary", Text(Assert.Single(await LinesAsync(0, "127.0.0.1", "--count", "1", "-q")), "event"));

    [Fact]
    public async Task Ping_WhenThePortIsClosed_ThenSaysSo()
    {
        var lines = await LinesAsync((int)ExitStatus.Refused, "tcp:127.0.0.79:9", "--count", "1");
        Assert.Equal(["ping", "closed", "summary"], lines.Select(line => Text(line, "event")));
        Assert.Equal(("tcp", "tcp:127.0.0.79:9"), (Text(lines[0], "method"), Text(lines[0], "target")));
        Assert.Equal(1, lines[2].GetProperty("closed").GetInt32());
        Assert.False(lines[0].TryGetProperty("identifier", out _));
    }

    [Fact]
    public async Task Ping_WhenARequestIsTooLong_ThenTheErrorTellsTheMtu()
    {
        var run = await TheCommand.ScriptAsync("""
            exec unshare --net bash -c '
            ip link set lo mtu 1400 up
            $SOQUETE ping 127.0.0.1 --count 1 --size 1373 --dont-fragment --json; echo $?
            $SOQUETE ping 127.0.0.1 --count 1 --size 1372 --dont-fragment --json --dscp ef -4 > /dev/null; echo $?'
            """);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["3", "0"], lines[^2..]);
        var error = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(("error", "EMSGSIZE", 1400), (
            Text(error, "event"), Text(error, "errno"), error.GetProperty("path_mtu").GetInt32()));
        Assert.False(error.TryGetProperty("from", out _));
    }

    private static async Task<JsonElement[]> LinesAsync(int status, params string[] arguments)
    {
        var run = await TheCommand.RunAsync(["ping", .. arguments, "--json"]);
        Assert.True(run.Status == status, run.ToString());
        Assert.Empty(run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
