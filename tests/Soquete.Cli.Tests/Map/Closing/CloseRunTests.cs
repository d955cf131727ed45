using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Soquete.Cli.Tests.Map.Watching;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Map.Closing;

public class CloseRunTests
{
    [Fact]
    public async Task Connection_WhenItIsEnded_ThenBothSidesSeeItAndTheListenerStays()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var (client, server) = await ConnectAsync(listener);
        using (client)
        using (server)
        {
            var run = await TheCommand.RunAsync("map", $":{port}", "--close", "--yes", "--json");
            Assert.True(run.Status == 0, run.ToString());
            var outcome = JsonDocument.Parse(Assert.Single(Lines(run.Output))).RootElement;
            Assert.Equal("ended", outcome.GetProperty("outcome").GetString());
            Assert.Equal($"127.0.0.1:{port}", outcome.GetProperty("to").GetProperty("name").GetString());
            Assert.Contains("\"event\":\"ending\"", run.Error);
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ReceiveAsync(new byte[1]));
            await Assert.ThrowsAnyAsync<SocketException>(() => server.ReceiveAsync(new byte[1]));
        }

        var (again, accepted) = await ConnectAsync(listener);
        again.Dispose();
        accepted.Dispose();
    }

    [Fact]
    public async Task Listener_WhenNamed_ThenItIsEnded()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var run = await TheCommand.RunAsync("map", $":{port}", "--close", "--yes", "--listening");
        Assert.True(run.Status == 0, run.ToString());
        Assert.StartsWith("ended tcp ", run.Output);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Nothing_WhenThereIsNoConnection_ThenListenersAreMentioned()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var run = await TheCommand.RunAsync("map", $":{port}", "--close", "--yes");
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Contains("--listening", run.Error);
    }

    [Theory]
    [InlineData("y\r", 0, "ended tcp ")]
    [InlineData("n\r", 1, "nothing was ended")]
    [InlineData("\r", 1, "nothing was ended")]
    [InlineData("\u0004", 1, "nothing was ended")]
    public async Task Question_WhenAnswered_ThenThatIsDone(string answer, int status, string expected)
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var (client, server) = await ConnectAsync(listener);
        using (client)
        using (server)
        {
            await using var terminal = TerminalPeer.Command(24, 200, "map", $":{port}", "--close");
            await terminal.LineAsync($@"will end tcp .*\[{Environment.ProcessId}\] 127\.0\.0\.1:{port}");
            await terminal.LineAsync(@"end it\? \[y/N\]");
            terminal.Press(answer);
            await terminal.LineAsync(expected);
            await terminal.LineAsync($"^ended {status}, modes as found$");
            Assert.Equal(status == 0, client.Poll(TimeSpan.Zero, SelectMode.SelectRead));
        }
    }

    [Fact]
    public async Task Question_WhenThereIsNoTerminal_ThenNothingIsDone() =>
        Assert.Contains("--yes", await TheCommand.FailAsync(ExitStatus.WrongUsage, "map", ":1", "--close"));

    [Fact]
    public async Task Everything_WhenAskedFor_ThenNothingIsDone() =>
        Assert.Contains("target", await TheCommand.FailAsync(ExitStatus.WrongUsage, "map", "--close", "--yes"));

    [Fact]
    public async Task Connection_WhenItIsNotPermitted_ThenThatIsTheStatus()
    {
        using var listener = Peer.ListenOnLoopback(out _);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var (client, server) = await ConnectAsync(listener);
        using (client)
        using (server)
        {
            var run = await TheCommand.ScriptAsync(
                $"setpriv --bounding-set=-net_admin --inh-caps=-net_admin \"$SOQUETE\" map :{port} --close --yes");
            Assert.True(run.Status == 7, run.ToString());
            Assert.StartsWith("not ended tcp ", run.Output);
            Assert.Contains("CAP_NET_ADMIN", run.Output);
            Assert.False(client.Poll(TimeSpan.Zero, SelectMode.SelectRead));
        }
    }

    private static async Task<(Socket Client, Socket Server)> ConnectAsync(Socket listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return (client, await listener.AcceptAsync());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
