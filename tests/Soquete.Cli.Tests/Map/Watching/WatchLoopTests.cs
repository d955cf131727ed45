using System.Net;
using System.Net.Sockets;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map.Watching;

/// <summary>The real command on a real terminal.</summary>
public class WatchLoopTests
{
    private const string Taken = "^screen taken$";
    private const string GivenBack = "^screen given back$";

    [Theory]
    [InlineData("q", 0)]
    [InlineData("\u0003", 130)]
    [InlineData("\u0004", 0)]
    public async Task Terminal_WhenTheUserLeaves_ThenItIsAsItWasFound(string key, int status)
    {
        await using var terminal = await BeginAsync();
        terminal.Press(key);
        await terminal.LineAsync(GivenBack);
        await terminal.LineAsync($"^ended {status}, modes as found$");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("INT")]
    public async Task Terminal_WhenASignalEndsIt_ThenItIsAsItWasFound(string signal)
    {
        await using var terminal = await BeginAsync();
        terminal.AskForModes();
        await terminal.LineAsync("^modes changed$");
        terminal.Signal(signal);
        await terminal.LineAsync(GivenBack);
        await terminal.LineAsync("^ended 130, modes as found$");
    }

    [Fact]
    public async Task Terminal_WhenTheCommandIsStopped_ThenTheShellHasItUntilItGoesOn()
    {
        await using var terminal = await BeginAsync();
        terminal.Press("\u001a");
        await terminal.LineAsync(GivenBack);
        await terminal.LineAsync("^stopped, modes as found$");
        var stopped = terminal.Now;
        terminal.Signal("CONT");
        await terminal.LineAsync(Taken, stopped);
        await terminal.LineAsync("^row 24: q leave", stopped);
        terminal.AskForModes();
        await terminal.LineAsync("^modes changed$", stopped);
        terminal.Press("q");
        await terminal.LineAsync("^ended 0, modes as found$");
    }

    [Fact]
    public async Task Screen_WhenTheTerminalIsResized_ThenItIsDrawnAnew()
    {
        await using var terminal = await BeginAsync();
        var before = terminal.Now;
        terminal.Resize(10, 60);
        await terminal.LineAsync("^row 10: q leave .{1,52}$", before);
        terminal.Press("q");
        await terminal.LineAsync("^ended 0, modes as found$");
    }

    [Fact]
    public async Task Connection_WhenItComesAndGoes_ThenItsRowIsMarked()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await using var terminal = TerminalPeer.Command(24, 140, "map", $":{port}", "--watch", "--interval", "100ms");
        await terminal.LineAsync($@"^row \d+:   .*127\.0\.0\.1:{port} +listens");
        using (var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await client.ConnectAsync(listener.LocalEndPoint!);
            using var server = await listener.AcceptAsync();
            await terminal.LineAsync($@"^row \d+: \+ .*tcp .* → 127\.0\.0\.1:{port} .*{Environment.ProcessId}");
        }

        await terminal.LineAsync($@"^row \d+: − .* → 127\.0\.0\.1:{port} ");
        terminal.Press("q");
        await terminal.LineAsync("^ended 0, modes as found$");
    }

    [Fact]
    public async Task Keys_WhenPressed_ThenTheViewFollows()
    {
        using var folder = new TemporaryFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder["sq"]));
        listener.Listen();
        await using var terminal = TerminalPeer.Command(24, 140, "map", "--watch", "--scheme", "unix");
        await terminal.LineAsync(@"^row 1: \d\d:\d\d:\d\d");
        terminal.Press("/" + folder["sq"] + "\r");
        await terminal.LineAsync($@"^row 3: .*{folder["sq"]} +listens");
        var filtered = terminal.Now;
        terminal.Press("\r");
        await terminal.LineAsync("^row 3: command  ", filtered);
        terminal.Press("\e");
        await terminal.LineAsync($"^row 3: .*{folder["sq"]} +listens", filtered);
        terminal.Press("?");
        await terminal.LineAsync("listeners and bound sockets alone");
        terminal.Press("qq");
        await terminal.LineAsync("^ended 0, modes as found$");
    }

    [Fact]
    public async Task Watching_WhenThereIsNoTerminal_ThenItSaysWhatElseThereIs()
    {
        var line = await TheCommand.FailAsync(ExitStatus.WrongUsage, "map", "--watch");
        Assert.Contains("--events", line);
        Assert.Contains("--json", line);
    }

    [Theory]
    [InlineData("--watch", "--events")]
    [InlineData("--watch", "--sort", "edges")]
    [InlineData("--sort", "rate")]
    [InlineData("--interval", "1s")]
    [InlineData("--yes")]
    [InlineData("--watch", "--interval", "1ms")]
    public async Task Options_WhenTheyDoNotGoTogether_ThenThatIsSaid(params string[] options) =>
        await TheCommand.FailAsync(ExitStatus.WrongUsage, ["map", .. options]);

    /// <summary>A view of next to nothing, which is quick, and drawn.</summary>
    private static async Task<TerminalPeer> BeginAsync()
    {
        var terminal = TerminalPeer.Command(24, 80, "map", ":1", "--watch", "--interval", "100ms");
        await terminal.LineAsync(Taken);
        await terminal.LineAsync(@"^row 1: \d\d:\d\d:\d\d");
        return terminal;
    }
}
