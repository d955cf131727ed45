using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Verbs;

public class RelayTests
{
    [Fact]
    public async Task Answer_WhenItComesLateThroughTwoRelays_ThenArrivesWhole()
    {
        using var folder = new TemporaryFolder();
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var near = Child.Command("relay", "tcp:127.0.0.1:0", $"unix:{folder["s"]}");
        await using var far = Child.Command("relay", $"unix:{folder["s"]}", address);
        var line = await near.ErrorLineAsync("listening");
        await far.ErrorLineAsync("listening");
        using var client = await Peer.ConnectAsync(line);
        await client.SendAsync("request");
        client.CompleteSending();
        using var server = await Peer.AcceptAsync(listener);
        Assert.Equal("request"u8.ToArray(), await server.ReceiveAllAsync());
        var answer = RandomBytes.Of(4, 5_000_000);
        await server.SendAsync(answer);
        server.CompleteSending();
        Assert.Equal(answer, await client.ReceiveAllAsync());
    }

    [Fact]
    public async Task Request_WhenTheServerEndedFirst_ThenIsStillPassedOn()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var relay = Child.Command("relay", "tcp:127.0.0.1:0", address);
        using var client = await Peer.ConnectAsync(await relay.ErrorLineAsync("listening"));
        using var server = await Peer.AcceptAsync(listener);
        server.CompleteSending();
        Assert.Empty(await client.ReceiveAllAsync());
        var request = RandomBytes.Of(5, 3_000_000);
        await client.SendAsync(request);
        client.CompleteSending();
        Assert.Equal(request, await server.ReceiveAllAsync());
    }

    [Fact]
    public async Task Peers_WhenAHundredComeAtOnce_ThenEachHasItsOwnConnection()
    {
        using var folder = new TemporaryFolder();
        await using var server = Child.Command("listen", $"unix:{folder["s"]}", "--keep", "--echo");
        await using var relay = Child.Command("relay", "tcp:127.0.0.1:0", $"unix:{folder["s"]}");
        await server.ErrorLineAsync("listening");
        var line = await relay.ErrorLineAsync("listening");
        var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Peer.ConnectAsync(line)));
        await Task.WhenAll(peers.Select(async (peer, i) =>
        {
            var bytes = RandomBytes.Of(i, 100_000 + i);
            var sending = peer.SendAsync(bytes).ContinueWith(_ => peer.CompleteSending(), TaskScheduler.Default);
            Assert.Equal(bytes, await peer.ReceiveAllAsync());
            await sending;
            peer.Dispose();
        }));
    }

    [Fact]
    public async Task Peer_WhenTheServerIsNotThere_ThenIsResetAndTheNextOneIsServed()
    {
        using var folder = new TemporaryFolder();
        await using var relay = Child.Command("relay", "tcp:127.0.0.1:0", $"unix:{folder["s"]}");
        var line = await relay.ErrorLineAsync("listening");
        // The reset may come before the early peer's connect(2) has returned, or after.
        await TheCommand.ScriptAsync("nc -N ${PEER/:/ } < /dev/null || true", ("PEER", line.Split("tcp:")[1]));
        Assert.Contains("nobody listens", await relay.ErrorLineAsync("ended tcp"));

        await using var server = Child.Command("listen", $"unix:{folder["s"]}", "--echo");
        await server.ErrorLineAsync("listening");
        using var late = await Peer.ConnectAsync(line);
        await late.SendAsync("hello");
        Assert.Equal("hello", await late.ReceiveAsync(5));
    }

    [Fact]
    public async Task Files_WhenRelayed_ThenAreCopied()
    {
        using var folder = new TemporaryFolder();
        var content = RandomBytes.Of(6, 1_000_001);
        await File.WriteAllBytesAsync(folder["from"], content);
        var run = await TheCommand.RunAsync("relay", $"file:{folder["from"]}", $"file:{folder["to"]}");
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(content, await File.ReadAllBytesAsync(folder["to"]));
    }

    [Fact]
    public async Task File_WhenAppendedTo_ThenKeepsWhatItHad()
    {
        using var folder = new TemporaryFolder();
        var run = await TheCommand.ScriptAsync(
            """
            echo one | "$SOQUETE" relay - file:$FILE
            echo two | "$SOQUETE" relay - file:$FILE,append
            "$SOQUETE" relay file:$FILE -
            """,
            ("FILE", folder["f"]));
        Assert.Equal(("one\ntwo\n", "", 0), (run.Output, run.Error, run.Status));
    }

    [Fact]
    public async Task Parts_WhenTurnedRound_ThenFromIsConnectedToAndToIsListenedOn()
    {
        using var folder = new TemporaryFolder();
        await using var server = Child.Command("listen", $"unix:{folder["from"]}");
        await server.ErrorLineAsync("listening");
        await using var relay = Child.Command(
            "relay", $"unix:{folder["from"]},connect", $"unix:{folder["to"]},listen", "-v");
        await relay.ErrorLineAsync("listening on unix:");
        await using var client = Child.Command("connect", $"unix:{folder["to"]}");
        await client.Input.WriteAsync("to and fro"u8.ToArray());
        client.CompleteInput();
        server.CompleteInput();
        Assert.Equal("to and fro", (await server.EndAsync()).Output);
        Assert.Equal(0, (await client.EndAsync()).Status);
    }

    [Fact]
    public async Task Ends_WhenBothAreStandardStreams_ThenAreRefused() =>
        Assert.Contains("the same standard input and output", await TheCommand.FailAsync(
            ExitStatus.WrongUsage, "relay", "-", "stdio"));

    [Fact]
    public async Task Signal_WhenItComesTwice_ThenPeersAreCutOff()
    {
        using var folder = new TemporaryFolder();
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var relay = Child.Command("relay", $"unix:{folder["s"]}", address, "--grace", "1h");
        using var client = await Peer.ConnectAsync(await relay.ErrorLineAsync("listening"));
        using var server = await Peer.AcceptAsync(listener);
        relay.Signal("TERM");
        await Wait.UntilAsync(() => !File.Exists(folder["s"]));
        relay.Signal("TERM");
        Assert.Equal((int)ExitStatus.Interrupted, (await relay.EndAsync()).Status);
    }

    [Fact]
    public async Task Signal_WhenPeersAreServed_ThenTheyFinishFirst()
    {
        using var listener = Peer.ListenOnLoopback(out var address);
        await using var relay = Child.Command("relay", "tcp:127.0.0.1:0", address, "--grace", "30s");
        using var client = await Peer.ConnectAsync(await relay.ErrorLineAsync("listening"));
        using var server = await Peer.AcceptAsync(listener);
        relay.Signal("TERM");
        await client.SendAsync("after the signal");
        client.CompleteSending();
        Assert.Equal("after the signal"u8.ToArray(), await server.ReceiveAllAsync());
        server.CompleteSending();
        Assert.Empty(await client.ReceiveAllAsync());
        Assert.Equal((int)ExitStatus.Interrupted, (await relay.EndAsync()).Status);
    }
}
