using System.Security.Cryptography;
using Soquete.Addresses;
using Soquete.Relaying;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Recording;

/// <summary>Streams that are relayed and recorded, with socat and sockets as peers, read by tshark.</summary>
public sealed class StreamRecordingTests : IDisposable
{
    private const int Length = 3_000_001;

    /// <summary>What the second end has where it has no port.</summary>
    private const string SecondPort = "49151";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tcp", "unix", "")]
    [InlineData("unix", "unix", "")]
    [InlineData("tcp", "tcp", ",delay=5ms")]
    [InlineData("unix", "tcp", "")]
    public async Task Stream_WhenItPasses_ThenTheFileHasItsBytesBothWays(string from, string to, string options)
    {
        await File.WriteAllBytesAsync(_folder["payload"], RandomPayload.Of(Length));
        var server = to == "tcp" ? "TCP-LISTEN:0,bind=127.0.0.1" : $"UNIX-LISTEN:{_folder["far"]}";
        // The answer comes only after the end of the question.
        await using var answering = Child.Start(
            "socat", "-d", "-d", "-t", "30", server, $"SYSTEM:cat > {_folder["got"]}; tac {_folder["payload"]}");
        var target = await answering.LineAsync("listening on");
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            from == "tcp" ? "tcp4:0" : $"unix:{_folder["near"]}",
            (to == "tcp" ? $"tcp4:{target[(target.LastIndexOf(':') + 1)..]}" : $"unix:{_folder["far"]}") + options,
            recording: file.Recording);
        var near = from == "tcp" ? $"TCP:127.0.0.1:{relay.Port}" : $"UNIX-CONNECT:{_folder["near"]}";
        await using var asking = Child.Script($"socat -t 30 - {near} < {_folder["payload"]} > {_folder["answer"]}");
        await asking.EndAsync(0);
        await relay.StopAsync();
        await file.EndAsync();
        var (forward, back) = await file.FollowAsync("tcp");
        Assert.Equal(await File.ReadAllBytesAsync(_folder["got"]), forward);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["answer"]), back);
        Assert.Equal(Length, forward.Length);
        Assert.Equal(2, (await file.FieldsAsync("tcp.flags.fin == 1", "frame.number")).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",delay=1ms")]
    public async Task Child_WhenItIsTheSecondEnd_ThenTheFileHasWhatPassed(string options)
    {
        var payload = RandomPayload.Of(Length);
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"tcp4:0{options}", "exec:cat", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await ExchangeAsync(client, payload);
        await relay.StopAsync();
        await CheckBothWaysAsync(file, payload);
    }

    [Fact]
    public async Task Child_WhenItIsTheFirstEnd_ThenTheFileHasWhatPassed()
    {
        var payload = RandomPayload.Of(Length);
        await using var file = new RecordedFile();
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var relay = new RelayServer(Address.Parse("exec:cat"), Address.Parse($"tcp4:{listener.LocalEnds[0].Port}"))
        {
            Recording = file.Recording,
        };
        var running = relay.RunAsync();
        await using var server = await listener.AcceptAsync().Soon();
        await ExchangeAsync(server, payload);
        await running.Soon();
        await CheckBothWaysAsync(file, payload);
    }

    [Fact]
    public async Task File_WhenItIsSent_ThenTheRecordingHasIt()
    {
        var payload = RandomPayload.Of(Length);
        await File.WriteAllBytesAsync(_folder["payload"], payload);
        await using var file = new RecordedFile();
        var relay = new RelayServer(
            Address.Parse($"file:{_folder["payload"]}"), Address.Parse($"file:{_folder["copy"]}"))
        {
            Recording = file.Recording,
        };
        await relay.RunAsync().Soon();
        await file.EndAsync();
        Assert.Equal(payload, (await file.FollowAsync("tcp")).Forward);
        Assert.Equal(payload, await File.ReadAllBytesAsync(_folder["copy"]));
    }

    [Fact]
    public async Task Connections_WhenManyPassAtOnce_ThenEachIsAConversationOfItsOwn()
    {
        const int Count = 50;
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["far"]}"));
        using var stop = new CancellationTokenSource();
        var serving = new StreamServer(listener, (peer, _) => peer.EchoAsync()).RunAsync(stop.Token);
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"unix:{_folder["near"]}", $"unix:{_folder["far"]}", recording: file.Recording);
        await Task.WhenAll(Enumerable.Range(1, Count).Select(async number =>
        {
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{_folder["near"]}"));
            await ExchangeAsync(client, RandomPayload.Of(1_000 * number));
        })).AtLast();
        await relay.StopAsync();
        await stop.CancelAsync();
        await serving.Soon();
        await file.EndAsync();
        var pieces = await file.FieldsAsync("tcp.len > 0", "tcp.stream", "tcp.dstport", "tcp.payload");
        var directions = pieces.Select(line => line.Split('|')).GroupBy(words => (words[0], words[1] == SecondPort));
        var passed = directions.Select(group => string.Concat(group.Select(words => words[2])));
        var sent = Enumerable.Range(1, Count)
            .Select(number => Convert.ToHexStringLower(RandomPayload.Of(1_000 * number)));
        Assert.Equal(sent.Concat(sent).Order(), passed.Order());
    }

    private static async Task ExchangeAsync(StreamConnection connection, byte[] payload)
    {
        var sending = Task.Run(async () =>
        {
            await connection.SendAsync(payload);
            await connection.CompleteOutputAsync();
        });
        var (hash, _) = await RandomPayload.ReceiveAsync(connection).AtLast();
        await sending.Soon();
        Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), hash);
    }

    private static async Task CheckBothWaysAsync(RecordedFile file, byte[] payload)
    {
        await file.EndAsync();
        var (forward, back) = await file.FollowAsync("tcp");
        Assert.Equal(payload, forward);
        Assert.Equal(payload, back);
    }
}
