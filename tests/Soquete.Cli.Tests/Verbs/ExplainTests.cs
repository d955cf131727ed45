using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

public class ExplainTests
{
    [Fact]
    public async Task Connector_WhenExplained_ThenItsCallsAndOptionsAreTold()
    {
        var run = await TheCommand.RunAsync("explain", "tcp:127.0.0.1:5000,dscp=ef");
        Assert.Equal(0, run.Status);
        Assert.Contains("\noptions\n  dscp=ef: ", run.Output);
        Assert.Contains("\n  connect(FD, {sa_family=AF_INET, sin_port=htons(5000), sin_addr=", run.Output);
    }

    [Fact]
    public async Task Listener_WhenExplained_ThenNothingIsOpened()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.RunAsync("explain", $"unix:{folder["s"]},mode=660", "--listen");
        Assert.Contains("listen(FD, 4096)", run.Output);
        Assert.False(File.Exists(folder["s"]));
    }

    [Fact]
    public async Task Calls_WhenAlsoMade_ThenAreTheOnesThatWereExplained()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        using var explained = JsonDocument.Parse((await TheCommand.RunAsync("explain", "--json", address)).Output);
        await using var command = Child.Command("connect", address, "--explain");
        command.CompleteInput();
        using (var peer = await Peer.AcceptAsync(listener))
        {
            await peer.ReceiveAllAsync();
        }

        var made = (await command.EndAsync()).Error;
        foreach (var call in explained.RootElement.GetProperty("calls").EnumerateArray())
        {
            // The explanation has FD where the call had a number, and ends where the result stands.
            var start = call.GetString()!.Split(" = ")[0];
            Assert.Matches(System.Text.RegularExpressions.Regex.Escape(start).Replace(
                "FD", @"\d+", StringComparison.Ordinal), made);
        }
    }

    [Fact]
    public async Task Address_WhenItCannotPlayThePart_ThenIsRefused() =>
        Assert.Contains("cannot be listened on", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, "explain", "exec:cat", "--listen"));
}
