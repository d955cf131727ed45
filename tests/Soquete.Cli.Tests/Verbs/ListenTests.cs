using System.Net.Sockets;
using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

public class ListenTests
{
    [Fact]
    public async Task Line_WhenAPortIsTaken_ThenSaysWhich()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0");
        var line = await command.ErrorLineAsync("listening");
        Assert.Matches(@"^listening on tcp:127\.0\.0\.1:[1-9]\d*$", line);
        using var peer = await Peer.ConnectAsync(line);
        await peer.SendAsync("hello");
        peer.CompleteSending();
        command.CompleteInput();
        Assert.Empty(await peer.ReceiveAllAsync());
        Assert.Equal(("hello", 0), ((await command.EndAsync()) is var run ? run.Output : "", run.Status));
    }

    [Fact]
    public async Task Line_WhenOnlyAPortIsGiven_ThenBothLoopbacksAreSaid()
    {
        await using var command = Child.Command("listen", "tcp:0");
        var line = await command.ErrorLineAsync("listening");
        Assert.Matches(@"^listening on tcp:(\d+) \(\[::1\]:\1 and 127\.0\.0\.1:\1\)$", line);
    }

    [Fact]
    public async Task Line_WhenOpenToOtherMachines_ThenSaysSo()
    {
        await using var command = Child.Command("listen", "tcp:*:0");
        Assert.EndsWith(", open to other machines", await command.ErrorLineAsync("listening"));
    }

    [Fact]
    public async Task Line_WhenJson_ThenIsAnObject()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0", "--json");
        using var read = JsonDocument.Parse(await command.ErrorLineAsync("listening"));
        var end = read.RootElement.GetProperty("ends")[0].GetString();
        Assert.Equal("listening", read.RootElement.GetProperty("event").GetString());
        Assert.Equal("tcp:" + end, read.RootElement.GetProperty("address").GetString());
        Assert.False(read.RootElement.GetProperty("open_to_others").GetBoolean());
    }

    [Fact]
    public async Task Line_WhenQuiet_ThenIsNotPrinted()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command("listen", $"unix:{folder["s"]}", "--quiet");
        var script = await TheCommand.ScriptAsync(
            "until echo hi | socat -u - UNIX-CONNECT:$PEER 2>/dev/null; do :; done", ("PEER", folder["s"]));
        Assert.Equal(0, script.Status);
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.Equal(("hi\n", "", 0), (run.Output, run.Error, run.Status));
    }

    [Fact]
    public async Task Answer_WhenItComesLateAfterThePeersEnd_ThenArrivesWhole()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0");
        using var peer = await Peer.ConnectAsync(await command.ErrorLineAsync("listening"));
        peer.CompleteSending();
        var answer = RandomBytes.Of(3, 3_000_000);
        await command.Input.WriteAsync(answer);
        command.CompleteInput();
        Assert.Equal(answer, await peer.ReceiveAllAsync());
        Assert.Equal(0, (await command.EndAsync()).Status);
    }

    [Fact]
    public async Task SecondPeer_WhenTheFirstIsServed_ThenIsRefused()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0", "-v");
        var line = await command.ErrorLineAsync("listening");
        using var peer = await Peer.ConnectAsync(line);
        await command.ErrorLineAsync("accepted tcp");
        var refused = await Assert.ThrowsAsync<SocketException>(() => Peer.ConnectAsync(line));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Path_WhenTheCommandEnds_ThenIsGone()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command("listen", $"unix:{folder["s"]},mode=640", "--echo");
        await command.ErrorLineAsync("listening on unix:");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(folder["s"]));
        command.Signal("TERM");
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
        Assert.False(File.Exists(folder["s"]));
    }

    [Fact]
    public async Task Peers_WhenAHundredAreEchoedAtOnce_ThenEachGetsItsOwn()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0", "--keep", "--echo");
        var line = await command.ErrorLineAsync("listening");
        var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Peer.ConnectAsync(line)));

        // All are connected before the first one says a word.
        await Task.WhenAll(peers.Select(async (peer, i) =>
        {
            var bytes = RandomBytes.Of(i, 200_000 + i);
            var sending = peer.SendAsync(bytes).ContinueWith(_ => peer.CompleteSending(), TaskScheduler.Default);
            Assert.Equal(bytes, await peer.ReceiveAllAsync());
            await sending;
            peer.Dispose();
        }));
        command.Signal("INT");
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
    }

    [Fact]
    public async Task Peers_WhenCollected_ThenAllTheyGaveIsOnStandardOutput()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command("listen", $"unix:{folder["s"]}", "--keep");
        await command.ErrorLineAsync("listening");
        var run = await TheCommand.ScriptAsync(
            "for i in $(seq 20); do seq $i 20 2000 | \"$SOQUETE\" connect unix:$PEER & done; wait",
            ("PEER", folder["s"]));
        Assert.Equal(("", 0), (run.Error, run.Status));
        command.Signal("TERM");
        var end = await command.EndAsync();
        Assert.Equal(Enumerable.Range(1, 2000), end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            int.Parse).Order());
    }

    [Fact]
    public async Task Collecting_WhenStandardOutputsReaderIsGone_ThenEndsQuietly()
    {
        using var folder = new TemporaryFolder();
        await using var script = Child.Script(
            "\"$SOQUETE\" listen unix:$PEER --keep | head -1; echo ${PIPESTATUS[0]}", ("PEER", folder["s"]));
        await script.ErrorLineAsync("listening");
        await TheCommand.ScriptAsync("yes | \"$SOQUETE\" connect unix:$PEER", ("PEER", folder["s"]));
        var run = await script.EndAsync();
        Assert.Equal("y\n0\n", run.Output);
    }

    [Fact]
    public async Task Command_WhenRunForEachPeer_ThenKnowsWhoItServes()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command(
            "listen", $"unix:{folder["s"]}", "--keep", "--exec",
                "sh -c 'read line; echo $line $SOQUETE_PROTOCOL $SOQUETE_PEER_UID'");
        await command.ErrorLineAsync("listening");
        var run = await TheCommand.ScriptAsync(
            """
            echo 1 | "$SOQUETE" connect unix:$PEER
            echo 2 | socat - UNIX-CONNECT:$PEER
            echo 3 | ncat -U $PEER
            echo 4 | nc -NU $PEER
            id -u
            """,
            ("PEER", folder["s"]));
        var uid = run.Output.Split('\n')[4];
        Assert.Equal(string.Concat(Enumerable.Range(1, 4).Select(i => $"{i} unix {uid}\n")) + uid + "\n", run.Output);
    }

    [Fact]
    public async Task Command_WhenItServesHttp_ThenCurlIsContent()
    {
        await using var command = Child.Command(
            "listen", "tcp:127.0.0.1:0", "--keep", "--exec",
                @"sh -c 'read request; printf ""HTTP/1.0 200 OK\r\n\r\nyou asked: $request""'");
        var line = await command.ErrorLineAsync("listening");
        var run = await TheCommand.ScriptAsync(
            "curl -sS http://$PEER/a http://$PEER/b", ("PEER", line.Split("tcp:")[1]));
        Assert.Equal(0, run.Status);
        Assert.Contains("you asked: GET /a HTTP/1.1", run.Output);
        Assert.Contains("you asked: GET /b HTTP/1.1", run.Output);
    }

    [Fact]
    public async Task Command_WhenItFails_ThenIsSaid()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command("listen", $"unix:{folder["s"]}", "--exec", "sh -c 'exit 3'");
        using var peer = await Peer.ConnectAsync(await command.ErrorLineAsync("listening"));
        var run = await command.EndAsync();
        Assert.Equal(1, run.Status);
        Assert.Contains("soquete: sh exited with status 3\n", run.Error);
    }

    [Fact]
    public async Task Peer_WhenVerbose_ThenItsCredentialsAreTold()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command(
            "listen", $"unix:{folder["s"]}", "--keep", "--echo", "--verbose", "--json");
        await command.ErrorLineAsync("listening");
        await using var client = Child.Command("connect", $"unix:{folder["s"]}");
        using var accepted = JsonDocument.Parse(await command.ErrorLineAsync("accepted"));
        Assert.Equal(client.Id, accepted.RootElement.GetProperty("pid").GetInt32());
        Assert.Equal("unix", accepted.RootElement.GetProperty("protocol").GetString());
        await client.Input.WriteAsync("12345"u8.ToArray());
        client.CompleteInput();
        Assert.Equal("12345", (await client.EndAsync()).Output);
        using var ended = JsonDocument.Parse(await command.ErrorLineAsync("ended"));
        Assert.Equal(5, ended.RootElement.GetProperty("received").GetInt64());
        Assert.Equal(5, ended.RootElement.GetProperty("sent").GetInt64());
    }

    [Fact]
    public async Task Peer_WhenNotAllowed_ThenIsTurnedAwayAndTold()
    {
        await using var command = Child.Command(
            "listen", "tcp:127.0.0.1:0,deny=127.0.0.0/8", "--keep", "--echo", "--json");
        using var listening = JsonDocument.Parse(await command.ErrorLineAsync("listening"));
        var end = listening.RootElement.GetProperty("ends")[0].GetString()!;
        // The reset may come before the peer's connect(2) has returned, or after.
        await TheCommand.ScriptAsync("nc -N ${PEER/:/ } < /dev/null || true", ("PEER", end));
        using var refused = JsonDocument.Parse(await command.ErrorLineAsync("refused"));
        Assert.Equal("127.0.0.1 is denied", refused.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Connections_WhenLimited_ThenTheNextWaitsForAPlace()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0", "--keep", "--echo", "--max", "1", "-v");
        var line = await command.ErrorLineAsync("listening");
        using var first = await Peer.ConnectAsync(line);
        await first.SendAsync("first");
        Assert.Equal("first", await first.ReceiveAsync(5));
        using var second = await Peer.ConnectAsync(line);
        await second.SendAsync("second");
        first.CompleteSending();
        Assert.Equal("second", await second.ReceiveAsync(6));
        Assert.Empty(await first.ReceiveAllAsync());
    }

    [Theory]
    [InlineData("--exec and --echo cannot go together", "tcp:0", "--echo", "--exec", "cat")]
    [InlineData("--max goes with --keep", "tcp:0", "--max", "3")]
    [InlineData("--timeout and --keep cannot go together", "tcp:0", "--keep", "--timeout", "3s")]
    [InlineData("--exec: the command is empty", "tcp:0", "--exec", " ")]
    [InlineData("--exec: a quote ' is not closed", "tcp:0", "--exec", "echo '")]
    [InlineData("--max takes a number from 1 to 2147483647, not '0'", "tcp:0", "--keep", "--max", "0")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["listen", .. arguments]));
}
