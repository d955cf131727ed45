using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

public class ConnectTests
{
    [Fact]
    public async Task Answer_WhenItComesLateAfterTheEndOfInput_ThenArrivesWhole()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address);
        using var peer = await Peer.AcceptAsync(listener);
        await command.Input.WriteAsync("request"u8.ToArray());
        command.CompleteInput();
        Assert.Equal("request"u8.ToArray(), await peer.ReceiveAllAsync());

        // Only now, when the end of input has been seen here, does the answer begin.
        var answer = RandomBytes.Of(1, 3_000_000);
        await peer.SendAsync(answer);
        peer.CompleteSending();
        var run = await command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(answer, run.OutputBytes);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Input_WhenThePeerEndedFirst_ThenIsStillSentWhole()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        using var folder = new TemporaryFolder();
        // The reader of standard output sees its end, and says so, before any input is given.
        await using var script = Child.Script(
            "mkfifo $FIFO; { cat $FIFO; cat; } <&0 | \"$SOQUETE\" connect $ADDRESS | { cat; echo ended >&2; }",
            ("ADDRESS", address), ("FIFO", folder["fifo"]));
        using var peer = await Peer.AcceptAsync(listener);
        await peer.SendAsync("all there is");
        peer.CompleteSending();
        if (await TheCommand.IsNativeAsync())
        {
            // CoreCLR keeps duplicates of descriptors 0 to 2, so that its standard output ends with the process alone.
            await script.ErrorLineAsync("ended");
        }

        var input = RandomBytes.Of(2, 3_000_000);
        await File.WriteAllBytesAsync(folder["fifo"], input);
        script.CompleteInput();
        Assert.Equal(input, await peer.ReceiveAllAsync());
        var run = await script.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("all there is", run.Output);
    }

    [Fact]
    public async Task Command_WhenThePeerIsGoneAndInputIsIdle_ThenEndsByItself()
    {
        using var folder = new TemporaryFolder();
        await using var listening = Child.Command("listen", $"unix:{folder["s"]}", "--exec", "echo hello");
        await listening.ErrorLineAsync("listening");
        await using var command = Child.Command("connect", $"unix:{folder["s"]}");
        var run = await command.EndAsync();
        Assert.Equal(("hello\n", 0), (run.Output, run.Status));
    }

    [Theory]
    [InlineData("socat -d -d TCP-LISTEN:0,bind=127.0.0.1 EXEC:'tr a-z A-Z'", "listening on AF=2 ", "tcp:")]
    [InlineData("socat -d -d TCP6-LISTEN:0,bind=[::1] EXEC:'tr a-z A-Z'", "listening on AF=10 ", "tcp:")]
    [InlineData("socat -d -d UNIX-LISTEN:$FOLDER/s EXEC:'tr a-z A-Z'", "listening on AF=1 ", "unix:$FOLDER/s")]
    [InlineData("socat -d -d ABSTRACT-LISTEN:$FOLDER EXEC:'tr a-z A-Z'", "listening on AF=1 ", "unix:@$FOLDER")]
    [InlineData("socat -d -d TCP-LISTEN:0,bind=127.0.0.1 SYSTEM:'read line; echo LOUD'", "listening on AF=2 ", "tcp:")]
    [InlineData("echo LOUD | ncat -v -U -l $FOLDER/s", "Listening on ", "unix:$FOLDER/s")]
    [InlineData("echo LOUD | nc -v -N -U -l $FOLDER/s", "Listening on ", "unix:$FOLDER/s")]
    public async Task Peer_WhenItIsAnotherTool_ThenBytesPassBothWays(string server, string ready, string address)
    {
        using var folder = new TemporaryFolder();
        await using var peer = Child.Script(server.Replace("$FOLDER", folder.Path, StringComparison.Ordinal));
        var line = await peer.ErrorLineAsync(ready);
        var target = address == "tcp:"
            ? "tcp:" + line[(line.LastIndexOf(' ') + 1)..]
            : address.Replace("$FOLDER", folder.Path, StringComparison.Ordinal);
        await using var command = Child.Command("connect", target);
        await command.Input.WriteAsync("loud\n"u8.ToArray());
        command.CompleteInput();
        var run = await command.EndAsync();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal("LOUD\n", run.Output);
    }

    [Fact]
    public async Task Options_WhenGiven_ThenAreVisibleInTheCalls()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address + ",keepalive-count=7", "--explain");
        command.CompleteInput();
        using (var peer = await Peer.AcceptAsync(listener))
        {
            await peer.ReceiveAllAsync();
        }

        var run = await command.EndAsync();
        Assert.Equal(0, run.Status);
        Assert.Contains("socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC", run.Error);
        Assert.Matches(@"setsockopt\(\d+, SOL_TCP, TCP_KEEPCNT, \[7\], 4\) = 0", run.Error);
        Assert.Matches(@"connect\(\d+, \{sa_family=AF_INET, sin_port=htons\(\d+\), sin_addr=.*\}, 16\) = ", run.Error);
        Assert.Matches(@"shutdown\(\d+, SHUT_WR\) = 0", run.Error);
    }

    [Fact]
    public async Task Association_WhenVerbose_ThenIsTold()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address, "--verbose");
        command.CompleteInput();
        using (var peer = await Peer.AcceptAsync(listener))
        {
            await peer.SendAsync("12345");
            peer.CompleteSending();
            await peer.ReceiveAllAsync();
        }

        var run = await command.EndAsync();
        Assert.Matches($@"connected tcp 127\.0\.0\.1:\d+ <-> {address["tcp:".Length..]}\n", run.Error);
        Assert.Contains("5 bytes received, 0 bytes sent", run.Error);
    }

    [Theory]
    [InlineData("-")]
    [InlineData("stdio")]
    public async Task Address_WhenItIsThisProcess_ThenIsRefused(string address) =>
        Assert.Contains(
            "standard input and output", await TheCommand.FailAsync(ExitStatus.WrongUsage, "connect", address));

    [Fact]
    public async Task File_WhenConnectedTo_ThenIsPrinted()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["f"], "content");
        var run = await TheCommand.RunAsync("connect", $"file:{folder["f"]}");
        Assert.Equal(("content", "", 0), (run.Output, run.Error, run.Status));
    }

    [Fact]
    public async Task Child_WhenConnectedTo_ThenIsSpokenWith()
    {
        var run = await TheCommand.ScriptAsync("echo one two | \"$SOQUETE\" connect 'exec:tr a-z A-Z'");
        Assert.Equal(("ONE TWO\n", "", 0), (run.Output, run.Error, run.Status));
    }
}
