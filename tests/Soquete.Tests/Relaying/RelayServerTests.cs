using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>Addresses joined, with socat and ncat as the peers at both sides.</summary>
public sealed class RelayServerTests : IDisposable
{
    private const int Length = 20_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tcp", "unix")]
    [InlineData("unix", "tcp")]
    [InlineData("tcp", "tcp")]
    [InlineData("unix", "unix")]
    public async Task Run_WhenSocatSendsAndAnswers_ThenNothingIsLost(string from, string to)
    {
        await File.WriteAllBytesAsync(_folder["payload"], RandomPayload.Of(Length));
        var server = to == "tcp" ? "TCP-LISTEN:0,bind=127.0.0.1" : $"UNIX-LISTEN:{_folder["far"]}";
        // The answer comes only after the end of the question, and after a while.
        await using var answering = Child.Start(
            "socat", "-d", "-d", "-t", "30", server, $"SYSTEM:cat > {_folder["got"]}; cat {_folder["payload"]}");
        var target = await answering.LineAsync("listening on");
        var farPort = target[(target.LastIndexOf(':') + 1)..];
        await using var relay = await RunningRelay.StartAsync(
            from == "tcp" ? "tcp4:0" : $"unix:{_folder["near"]}",
            to == "tcp" ? $"tcp4:{farPort}" : $"unix:{_folder["far"]}");
        var near = from == "tcp" ? $"TCP:127.0.0.1:{relay.Port}" : $"UNIX-CONNECT:{_folder["near"]}";
        await using var asking = Child.Script($"socat -t 30 - {near} < {_folder["payload"]} > {_folder["answer"]}");
        await asking.EndAsync(0);
        await relay.StopAsync();
        Assert.Equal(await HashAsync("payload"), await HashAsync("got"));
        Assert.Equal(await HashAsync("payload"), await HashAsync("answer"));
        var result = relay.Results.Single();
        Assert.Equal((Length, Length, null), (result.BytesForward, result.BytesBack, result.Failure));
    }

    [Theory]
    [InlineData("ncat 127.0.0.1 {0}")]
    [InlineData("nc -N 127.0.0.1 {0}")]
    [InlineData("socat - TCP:127.0.0.1:{0}")]
    public async Task Run_WhenAPeerSendsToAFile_ThenTheFileHasEverything(string client)
    {
        await File.WriteAllBytesAsync(_folder["payload"], RandomPayload.Of(Length));
        await using var relay = await RunningRelay.StartAsync("tcp4:0", $"file:{_folder["got"]}");
        await using var sending = Child.Script($"{string.Format(null, client, relay.Port)} < {_folder["payload"]}");
        await sending.EndAsync(0);
        await relay.StopAsync();
        Assert.Equal(await HashAsync("payload"), await HashAsync("got"));
    }

    [Fact]
    public async Task Run_WhenManyComeAtOnce_ThenEachHasItsOwnConnection()
    {
        const int Count = 200;
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["far"]}"));
        var serving = new StreamServer(listener, (peer, _) => peer.EchoAsync());
        using var stop = new CancellationTokenSource();
        var running = serving.RunAsync(stop.Token);
        await using var relay = await RunningRelay.StartAsync("tcp4:0", $"unix:{_folder["far"]}");
        await Task.WhenAll(Enumerable.Range(0, Count).Select(async number =>
        {
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
            await client.SendTextAsync($"{number:D4}");
            Assert.Equal($"{number:D4}", await client.ReceiveTextAsync(4));
            await client.CloseAsync();
        })).AtLast();
        await relay.StopAsync();
        await stop.CancelAsync();
        await running.Soon();
        Assert.Equal(Count, relay.Results.Count(result => result.Failure is null));
    }

    [Fact]
    public async Task Run_WhenTheSecondAddressIsRefused_ThenThePeerIsResetAndTheRelayGoesOn()
    {
        await using var relay = await RunningRelay.StartAsync("tcp4:0", $"unix:{_folder["nobody"]}");
        for (var i = 0; i < 3; i++)
        {
            // The reset may come before the client has noticed that it was connected.
            var e = await Assert.ThrowsAnyAsync<SoqueteException>(async () =>
            {
                await using var client = await StreamConnection.ConnectAsync(
                    Address.Parse($"tcp4:{relay.Port}")).Soon();
                await client.ReceiveAsync(new byte[1]).Soon();
            });
            Assert.Equal(FailureKind.PeerBrokeOff, e.Kind);
        }

        await relay.StopAsync();
        Assert.Equal(3, relay.Failures.Count);
        Assert.All(relay.Failures, e => Assert.Equal(FailureKind.Refused, Assert.IsType<SoqueteException>(e).Kind));
    }

    [Fact]
    public async Task Run_WhenTheSecondAddressListensToo_ThenPeersOfBothAreJoined()
    {
        await using var relay = await RunningRelay.StartAsync("tcp4:0", $"unix:{_folder["s"]},listen");
        await using var one = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await using var other = await StreamConnection.ConnectAsync(Address.Parse($"unix:{_folder["s"]}")).Soon();
        await one.SendTextAsync("across");
        Assert.Equal("across", await other.ReceiveTextAsync(6));
    }

    [Fact]
    public async Task Run_WhenToldToStop_ThenWhatPassesMayEndWithinTheGrace()
    {
        await using var relay = await RunningRelay.StartAsync("tcp4:0", "exec:cat");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await client.SendTextAsync("one");
        Assert.Equal("one", await client.ReceiveTextAsync(3));
        var stopping = relay.StopAsync();
        await client.SendTextAsync("two");
        Assert.Equal("two", await client.ReceiveTextAsync(3));
        Assert.False(stopping.IsCompleted);
        await client.CloseAsync();
        await stopping;
        Assert.Null(Assert.Single(relay.Results).Failure);
    }

    private async Task<string> HashAsync(string name)
    {
        await using var file = File.OpenRead(_folder[name]);
        return Convert.ToHexString(await SHA256.HashDataAsync(file));
    }
}
