using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Messages;

/// <summary><c>listen</c> to datagrams: what is printed, and who is answered.</summary>
public class ListenDatagramTests
{
    [Fact]
    public async Task Datagrams_WhenPeersSend_ThenAllArePrintedAndItEndsAfterTheNumber()
    {
        await using var listening = await ListeningCommand.StartAsync("udp:0", "--messages", "3", "--line");
        listening.Command.CompleteInput();
        var sent = await TheCommand.ScriptAsync(
            "for host in 127.0.0.1 '[::1]'; do printf $host | \"$SOQUETE\" connect udp:$host:$PORT --wait 1ms; done; "
                + "printf '\\n' | \"$SOQUETE\" connect udp:$PORT --line --wait 1ms",
            ("PORT", listening.Port));
        Assert.Equal(("", 0), (sent.Error, sent.Status));
        var run = await listening.Command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(["", "127.0.0.1", "[::1]"], run.Output[..^1].Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Input_WhenSomebodyHasSent_ThenGoesToTheLastSenderLineByLine()
    {
        await using var listening = await ListeningCommand.StartAsync("udp:127.0.0.1:0", "--line", "--messages", "1");
        await listening.Command.Input.WriteAsync("one\ntwo\n"u8.ToArray());
        listening.Command.CompleteInput();
        var run = await TheCommand.ScriptAsync(
            "echo hello | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --replies 2", ("PORT", listening.Port));
        Assert.Equal(("one\ntwo\n", 0), (run.Output, run.Status));
        Assert.Equal(("hello\n", 0), await StatusAsync(listening));
    }

    [Fact]
    public async Task Input_WhenTheLastSenderHasNoName_ThenIsToldToBeUnsent()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-dgram:{folder["s"]}", "--line", "--messages", "1");
        await listening.Command.Input.WriteAsync("answer\n"u8.ToArray());
        listening.Command.CompleteInput();
        await TheCommand.ScriptAsync("echo hi | \"$SOQUETE\" connect unix-dgram:$PEER,unbound", ("PEER", folder["s"]));
        var run = await listening.Command.EndAsync();
        Assert.Equal(0, run.Status);
        Assert.Contains("unsent: a datagram to (unnamed)", run.Error);
    }

    [Fact]
    public async Task Sender_WhenAskedFor_ThenStandsBeforeEach()
    {
        await using var listening = await ListeningCommand.StartAsync("udp:0", "--messages", "2", "--from");
        listening.Command.CompleteInput();
        await TheCommand.ScriptAsync(
            "printf a | \"$SOQUETE\" connect udp4:$PORT --wait 1ms; "
                + "echo b | \"$SOQUETE\" connect udp6:$PORT --wait 1ms",
            ("PORT", listening.Port));
        var run = await listening.Command.EndAsync();
        // Two sockets are behind the port, and which is looked at first is nobody's promise.
        Assert.Matches($@"(?m)^127\.0\.0\.1:\d+ > 127\.0\.0\.1:{listening.Port}: a$", run.Output);
        Assert.Matches($@"(?m)^\[::1\]:\d+ > \[::1\]:{listening.Port}: b$", run.Output);
    }

    [Fact]
    public async Task Datagram_WhenJson_ThenAllThatIsKnownIsAnEvent()
    {
        await using var json = await ListeningCommand.StartAsync("udp6:[::1]:0,timestamps", "--from", "--json");
        using var said = JsonDocument.Parse(json.Line);
        var end = said.RootElement.GetProperty("ends")[0].GetString()!;
        await TheCommand.ScriptAsync(
            "printf hello | \"$SOQUETE\" connect udp:$END,ttl=9,dscp=ef --wait 1ms", ("END", end));
        using var datagram = JsonDocument.Parse(await json.Command.ErrorLineAsync("\"datagram\""));
        string Field(string name) => datagram.RootElement.GetProperty(name).ToString();
        Assert.StartsWith("[::1]:", Field("from"));
        Assert.Equal(
            (end, "lo", "9", "46", "0", "5", "False"),
            (Field("to"), Field("interface"), Field("ttl"), Field("dscp"), Field("ecn"), Field("length"),
                Field("truncated")));
        Assert.True(DateTimeOffset.TryParse(Field("timestamp"), out _));
        Assert.Equal("hello", (await json.EndAsync()).Output);
    }

    [Fact]
    public async Task Credentials_WhenAskedFor_ThenNameWhoHasNoName()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync(
            $"unix-dgram:{folder["s"]},credentials", "--from", "--messages", "1");
        listening.Command.CompleteInput();
        await TheCommand.ScriptAsync("echo hi | \"$SOQUETE\" connect unix-dgram:$PEER,unbound", ("PEER", folder["s"]));
        Assert.Matches(@"^pid \d+ uid \d+ gid \d+: hi\n$", (await listening.Command.EndAsync()).Output);
    }

    [Fact]
    public async Task Datagram_WhenCutShort_ThenBothLengthsAreTold()
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-dgram:{folder["s"]}", "--messages", "1");
        listening.Command.CompleteInput();
        // Only root may have a send buffer of this size (SO_SNDBUFFORCE, 32).
        const string Sender =
            "import socket,sys; s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM); "
            + "s.setsockopt(1,32,8000000); s.sendto(bytes(1500000),sys.argv[1])";
        await using var sender = Child.Program("python3", "-c", Sender, folder["s"]);
        Assert.Equal(0, (await sender.EndAsync()).Status);
        var run = await listening.Command.EndAsync();
        Assert.Equal((0, 1048576), (run.Status, run.OutputBytes.Length));
        Assert.Contains("truncated: the first 1048576 of 1500000 bytes from (unnamed) are here", run.Error);
    }

    [Fact]
    public async Task Timeout_WhenNobodySends_ThenStatus4()
    {
        var one = await TheCommand.RunAsync("listen", "udp:0", "--timeout", "50ms");
        Assert.Equal((int)ExitStatus.TimedOut, one.Status);
        Assert.Contains(": nobody sent anything within 50ms\n", one.Error);
        var all = await TheCommand.RunAsync("listen", "udp:0", "--echo", "--messages", "2", "--timeout", "50ms", "-q");
        Assert.Contains(": 0 of 2 datagrams came within 50ms", all.ErrorLine);
        Assert.Equal((int)ExitStatus.TimedOut, all.Status);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Listener_WhenInterrupted_ThenStatus130AndItsPathIsGone(string signal)
    {
        using var folder = new TemporaryFolder();
        await using var listening = await ListeningCommand.StartAsync($"unix-dgram:{folder["s"]}");
        Assert.Equal((int)ExitStatus.Interrupted, (await listening.EndAsync(signal)).Status);
        Assert.False(File.Exists(folder["s"]));
    }

    [Fact]
    public async Task Output_WhenItsReaderIsGone_ThenEndsQuietly()
    {
        await using var listening = await ListeningCommand.OfAsync(Child.Script(
            "\"$SOQUETE\" listen udp:127.0.0.1:0 --line < /dev/null | head -1; echo ${PIPESTATUS[0]}"));
        await using var sender = Child.Script(
            "while sleep 0.01; do echo y; done | \"$SOQUETE\" connect udp:127.0.0.1:$PORT --line --wait 1ms",
            ("PORT", listening.Port));
        Assert.Equal("y\n0\n", (await listening.Command.EndAsync()).Output);
    }

    [Fact]
    public async Task Line_WhenOpenToOthers_ThenSaysSo()
    {
        await using var every = await ListeningCommand.StartAsync("udp:*:0");
        Assert.EndsWith(", open to other machines", every.Line);
        await using var group = await ListeningCommand.StartAsync(
            "udp4:*:0,join=239.1.2.3,join=239.1.2.4,multicast-interface=lo");
        Assert.Contains(", in group 239.1.2.3 and 239.1.2.4, open to other machines", group.Line);
    }

    [Theory]
    [InlineData("--session goes with --exec", "udp:0", "--session")]
    [InlineData("--max goes with --exec", "udp:0", "--max", "3")]
    [InlineData(
        "--messages and --session cannot go together", "udp:0", "--exec", "cat", "--session", "--messages", "1")]
    [InlineData("--exec and --echo cannot go together", "udp:0", "--exec", "cat", "--echo")]
    [InlineData("--messages does not go with tcp", "tcp:0", "--messages", "1")]
    [InlineData("--session does not go with unix", "unix:s", "--exec", "cat", "--session")]
    [InlineData("--messages does not go with unix-seqpacket", "unix-seqpacket:s", "--messages", "1")]
    [InlineData("--max goes with --keep", "unix-seqpacket:s", "--max", "1")]
    public async Task Options_WhenTheyDoNotFit_ThenAreRefused(string message, params string[] arguments) =>
        Assert.Equal(message, await TheCommand.FailAsync(ExitStatus.WrongUsage, ["listen", .. arguments]));

    private static async Task<(string Output, int Status)> StatusAsync(ListeningCommand listening)
    {
        var run = await listening.Command.EndAsync();
        return (run.Output, run.Status);
    }
}
