using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary><c>connect</c> and <c>listen</c> by sequenced packets.</summary>
public class SequencedPacketTests
{
    [Fact]
    public async Task Packets_WhenSentByLines_ThenKeepTheirBoundariesAndTheAnswerArrivesWhole()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-seqpacket:{folder["s"]}", "--line");
        await using var command = Child.Command("connect", $"unix-seqpacket:{folder["s"]}", "--line");
        await command.Input.WriteAsync("one\n\nthree"u8.ToArray());
        command.CompleteInput();
        // The answer begins after the end of the question, and is no less whole for that.
        await listening.Command.Input.WriteAsync("four\n\nfive\n"u8.ToArray());
        listening.Command.CompleteInput();
        Assert.Equal("one\n\nthree\n", (await listening.Command.EndAsync()).Output);
        var run = await command.EndAsync();
        Assert.Equal((0, "four\n\nfive\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public async Task Socat_WhenItIsThePeer_ThenPacketsPassBothWays()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-seqpacket:{folder["s"]}", "--keep", "--echo");
        var asked = await TheCommand.ScriptAsync(
            "echo hello | socat - UNIX-CONNECT:$PEER,socktype=5", ("PEER", folder["s"]));
        Assert.Equal(("hello\n", 0), (asked.Output, asked.Status));
        await using var socat = Child.Script(
            "socat -d -d UNIX-LISTEN:$PEER,socktype=5 EXEC:'tr a-z A-Z'", ("PEER", folder["t"]));
        await socat.ErrorLineAsync("listening on ");
        var answered = await TheCommand.ScriptAsync(
            "echo loud | \"$SOQUETE\" connect unix-seqpacket:$PEER", ("PEER", folder["t"]));
        Assert.Equal(("LOUD\n", "", 0), (answered.Output, answered.Error, answered.Status));
    }

    [Fact]
    public async Task Command_WhenRunForEachPeer_ThenHasTheSocketItself()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-seqpacket:{folder["s"]}", "--keep", "--exec",
            "sh -c 'head -c 100; echo from $SOQUETE_PROTOCOL $SOQUETE_PEER_UID'");
        var run = await TheCommand.ScriptAsync(
            "printf hello | \"$SOQUETE\" connect unix-seqpacket:$PEER", ("PEER", folder["s"]));
        Assert.Matches("^hellofrom unix-seqpacket [0-9]+\n$", run.Output);
    }

    [Fact]
    public async Task Senders_WhenAskedFor_ThenAreNamedByProcess()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-seqpacket:{folder["s"]}", "--keep", "--from", "--line");
        await TheCommand.ScriptAsync("seq 2 | \"$SOQUETE\" connect unix-seqpacket:$PEER --line", ("PEER", folder["s"]));
        Assert.Matches(
            @"^pid (\d+) uid \d+ gid \d+: 1\npid \1 uid \d+ gid \d+: 2\n$", (await listening.EndAsync()).Output);
    }

    [Fact]
    public async Task Peer_WhenNobodyListens_ThenStatus3() => Assert.Contains(
        "nobody listens",
        await TheCommand.FailAsync(ExitStatus.Refused, "connect", "unix-seqpacket:/nonexistent/s"));

    [Fact]
    public async Task Listener_WhenNobodyComes_ThenStatus4() => Assert.Equal(
        "unix-seqpacket:@sq-no-packets: nobody connected within 50ms",
        await TheCommand.FailAsync(
            ExitStatus.TimedOut, "listen", "unix-seqpacket:@sq-no-packets", "--quiet", "--timeout", "50ms"));

    [Fact]
    public async Task Command_WhenThePeerIsGoneAndInputIsIdle_ThenEndsByItself()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-seqpacket:{folder["s"]}", "--exec", "echo hello");
        await using var command = Child.Command("connect", $"unix-seqpacket:{folder["s"]}");
        var run = await command.EndAsync();
        Assert.Equal(("hello\n", 0), (run.Output, run.Status));
    }

    [Fact]
    public async Task Packet_WhenTooLong_ThenStatus1()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-seqpacket:{folder["s"]}", "--echo");
        var run = await TheCommand.ScriptAsync(
            "head -c 8000000 /dev/zero 2>/dev/null | \"$SOQUETE\" connect unix-seqpacket:$PEER --chunk 8000000",
            ("PEER", folder["s"]));
        Assert.True(run.Status == (int)ExitStatus.Failed, run.ToString());
        Assert.Contains("EMSGSIZE", run.ErrorLine);
    }
}
