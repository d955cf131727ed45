using System.Net.Sockets;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Signals;

public class InterruptionTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Connect_WhenASignalComesDuringATransfer_ThenEndsAtOnce(string signal)
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var command = Child.Command("connect", address);
        using var peer = await Peer.AcceptAsync(listener);
        await command.Input.WriteAsync("some"u8.ToArray());
        Assert.Equal("some", await peer.ReceiveAsync(4));
        command.Signal(signal);
        var run = await command.EndAsync();
        Assert.Equal(((int)ExitStatus.Interrupted, ""), (run.Status, run.Error));
    }

    [Fact]
    public async Task Connect_WhenASignalComesWhileConnecting_ThenEndsAtOnce()
    {
        using var full = FullListener.Create(out var address);
        await using var command = Child.Command("connect", address, "--explain");
        await command.ErrorLineAsync("TCP_NODELAY");
        command.Signal("INT");
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
    }

    [Fact]
    public async Task Listen_WhenASignalComesBeforeAnyPeer_ThenEndsAtOnce()
    {
        await using var command = Child.Command("listen", "tcp:0", "--grace", "1h");
        await command.ErrorLineAsync("listening");
        command.Signal("TERM");
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
    }

    [Fact]
    public async Task Listen_WhenASignalComesWithPeers_ThenNoMoreAreAcceptedAndTheseFinish()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command("listen", $"unix:{folder["s"]}", "--keep", "--echo", "--grace", "1h");
        var line = await command.ErrorLineAsync("listening");
        using var peer = await Peer.ConnectAsync(line);
        await peer.SendAsync("before");
        Assert.Equal("before", await peer.ReceiveAsync(6));
        command.Signal("INT");
        await Wait.UntilAsync(() => !File.Exists(folder["s"]));
        await Assert.ThrowsAnyAsync<SocketException>(() => Peer.ConnectAsync(line));
        await peer.SendAsync("after");
        peer.CompleteSending();
        Assert.Equal("after"u8.ToArray(), await peer.ReceiveAllAsync());
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
    }

    [Theory]
    [InlineData("--keep")]
    [InlineData("--json")]
    public async Task Listen_WhenTheSignalComesTwice_ThenPeersAreCutOff(string option)
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command(
            "listen", $"unix:{folder["s"]}", "--echo", "--grace", "1h", option, "-v");
        await command.ErrorLineAsync("listening");
        using var peer = await Peer.ConnectAsync($"listening on unix:{folder["s"]}");
        await command.ErrorLineAsync("accepted");
        command.Signal("TERM");
        await Wait.UntilAsync(() => !File.Exists(folder["s"]));
        var end = command.EndAsync();
        while (!end.IsCompleted)
        {
            // Two that come before the first was seen are one (signal(7)).
            command.Signal("TERM");
            await Task.WhenAny(end, Task.Delay(100));
        }

        Assert.Equal((int)ExitStatus.Interrupted, (await end).Status);
    }

    [Fact]
    public async Task Listen_WhenTheGraceIsOver_ThenPeersAreCutOff()
    {
        await using var command = Child.Command("listen", "tcp:127.0.0.1:0", "--keep", "--echo", "--grace", "50ms");
        using var peer = await Peer.ConnectAsync(await command.ErrorLineAsync("listening"));
        await peer.SendAsync("x");
        Assert.Equal("x", await peer.ReceiveAsync(1));
        command.Signal("TERM");
        Assert.Equal((int)ExitStatus.Interrupted, (await command.EndAsync()).Status);
    }

    [Fact]
    public async Task Commands_WhenThePeerIsCutOff_ThenAreEndedToo()
    {
        using var folder = new TemporaryFolder();
        await using var command = Child.Command(
            "listen", $"unix:{folder["s"]}", "--keep", "--exec", "sh -c 'echo $$; exec sleep 1000'", "--grace", "50ms");
        using var peer = await Peer.ConnectAsync(await command.ErrorLineAsync("listening"));
        var pid = await LineAsync(peer);
        command.Signal("TERM");
        await command.EndAsync();
        await Wait.UntilAsync(() => !Directory.Exists($"/proc/{pid}"));
    }

    private static async Task<string> LineAsync(Peer peer)
    {
        var line = "";
        while (!line.EndsWith('\n'))
        {
            line += await peer.ReceiveAsync(1);
        }

        return line.TrimEnd('\n');
    }
}
