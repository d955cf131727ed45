using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

/// <summary><c>relay</c> of datagrams and sequenced packets, and what it tells.</summary>
public class RelayMessageTests
{
    [Fact]
    public async Task Datagrams_WhenRelayed_ThenEachPeerHasASessionAndItIsCounted()
    {
        await using var echo = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--echo");
        await using var relay = await ListeningCommand.StartVerbAsync(
            "relay", "udp:127.0.0.1:0", $"udp:127.0.0.1:{echo.Port}", "-v", "--max", "5");
        var run = await TheCommand.ScriptAsync(
            "for i in 1 2; do seq 3 | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 3; done",
            ("PORT", relay.Port));
        Assert.Equal("1\n2\n3\n1\n2\n3\n", run.Output);
        var end = await relay.EndAsync();
        Assert.Equal((int)ExitStatus.Interrupted, end.Status);
        Assert.Contains("\nrelayed 2 pairs; forward 6 messages, 6 bytes; back 6 messages, 6 bytes\n", end.Error);
        Assert.Equal(2, end.Error.Split("accepted udp ").Length - 1);
    }

    [Fact]
    public async Task Loss_WhenSeeded_ThenIsCountedAndTheSameAgain()
    {
        var first = await LoseAsync();
        Assert.InRange(first.GetProperty("forward_lost").GetInt64(), 1, 49);
        Assert.Equal(7, first.GetProperty("forward_seed").GetInt32());
        Assert.Equal(
            50 - first.GetProperty("forward_lost").GetInt64(), first.GetProperty("forward_messages").GetInt64());
        var second = await LoseAsync();
        Assert.Equal(
            first.GetProperty("forward_lost").GetInt64(), second.GetProperty("forward_lost").GetInt64());
    }

    [Theory]
    [InlineData("unix-seqpacket:$FOLDER/r", "unix-dgram:$FOLDER/s", "unix-seqpacket:$FOLDER/r")]
    [InlineData("unix-dgram:$FOLDER/r", "udp:127.0.0.1:0", "unix-dgram:$FOLDER/r")]
    [InlineData("unix-seqpacket:$FOLDER/r", "unix-seqpacket:$FOLDER/s", "unix-seqpacket:$FOLDER/r")]
    public async Task Pairs_WhenTheyDiffer_ThenMessagesKeepTheirBoundaries(string from, string server, string client)
    {
        using var folder = new TemporaryFolder();
        string In(string text) => text.Replace("$FOLDER", folder.Path, StringComparison.Ordinal);
        await using var echo = await ListeningCommand.StartAsync(
            server.Contains("seqpacket", StringComparison.Ordinal)
                ? [In(server), "--keep", "--echo"]
                : [In(server), "--echo"]);
        var to = server.StartsWith("udp", StringComparison.Ordinal) ? $"udp:127.0.0.1:{echo.Port}" : In(server);
        await using var relay = await ListeningCommand.StartVerbAsync("relay", In(from), to + (
            to.StartsWith("unix-seq", StringComparison.Ordinal) ? "" : ",idle-timeout=500ms"));
        var replies = client.Contains("dgram", StringComparison.Ordinal) ? "--replies 3" : "";
        var run = await TheCommand.ScriptAsync(
            $"printf 'one\\n\\nthree\\n' | \"$SOQUETE\" connect {In(client)} --line {replies}");
        Assert.Equal(("one\n\nthree\n", 0), (run.Output, run.Status));
    }

    [Fact]
    public async Task Frames_WhenAStreamIsAtTheOtherEnd_ThenAreAskedFor()
    {
        Assert.Contains("frame=", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, "relay", "udp:127.0.0.1:0", "tcp:127.0.0.1:9"));
        await using var echo = await ListeningCommand.StartAsync("tcp:127.0.0.1:0", "--keep", "--echo");
        await using var relay = await ListeningCommand.StartVerbAsync(
            "relay", "udp:127.0.0.1:0", $"tcp:127.0.0.1:{echo.Port},frame=u16");
        var run = await TheCommand.ScriptAsync(
            "printf 'one\\n\\nthree\\n' | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 3",
            ("PORT", relay.Port));
        Assert.Equal("one\n\nthree\n", run.Output);
    }

    [Theory]
    [InlineData("--max takes a number from 1 to 65536 with datagrams", "udp:0", "udp:9", "--max", "65537")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["relay", .. arguments]));

    private static async Task<JsonElement> LoseAsync()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-dgram:{folder["s"]}", "--echo");
        await using var relay = await ListeningCommand.StartVerbAsync(
            "relay", $"unix-dgram:{folder["r"]}", $"unix-dgram:{folder["s"]},loss=30%,seed=7", "--json");
        await TheCommand.ScriptAsync(
            "seq 50 | \"$SOQUETE\" connect unix-dgram:$PEER --line --wait 3s", ("PEER", folder["r"]));
        var end = await relay.EndAsync();
        using var report = JsonDocument.Parse(end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        return report.RootElement.Clone();
    }
}
