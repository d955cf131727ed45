using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Soquete.Cli.Tests.Support;

namespace Soquete.Cli.Tests.Services;

/// <summary><c>serve</c> over streams and sequenced packets.</summary>
public class ServeStreamTests
{
    private static readonly DateTime Epoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("tcp:127.0.0.1:0", "nc -N 127.0.0.1 $PORT")]
    [InlineData("tcp:[::1]:0", "socat -t 9 - TCP6:[::1]:$PORT")]
    [InlineData("unix:$FOLDER/s", "ncat -U $FOLDER/s")]
    [InlineData("unix:@$FOLDER", "socat -t 9 - ABSTRACT-CONNECT:$FOLDER")]
    [InlineData("unix-seqpacket:$FOLDER/s", "socat -t 9 - UNIX-CONNECT:$FOLDER/s,type=5")]
    public async Task Echo_WhenForeignToolsAsk_ThenTheyGetBackWhatTheySent(string address, string client)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await ServeAsync("echo", address.Replace("$FOLDER", folder.Path));
        var run = await TheCommand.ScriptAsync(
            $"echo hello | {client}", ("PORT", serving.Port), ("FOLDER", folder.Path));
        Assert.Equal("hello\n", run.Output);
        Assert.Equal((int)ExitStatus.Interrupted, (await serving.EndAsync("INT")).Status);
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:0")]
    [InlineData("unix:$FOLDER/s")]
    public async Task Echo_WhenAHundredAskAtOnce_ThenEachGetsItsOwn(string address)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await ServeAsync("echo", address.Replace("$FOLDER", folder.Path));
        var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Peer.ConnectAsync(serving.Line)));
        await Task.WhenAll(peers.Select(async (peer, i) =>
        {
            var bytes = RandomBytes.Of(i, 100_000 + i);
            var sending = peer.SendAsync(bytes).ContinueWith(_ => peer.CompleteSending(), TaskScheduler.Default);
            Assert.Equal(bytes, await peer.ReceiveAllAsync());
            await sending;
            peer.Dispose();
        }));
    }

    [Theory]
    [InlineData("unix:$FOLDER/s", "unix:$FOLDER/s")]
    [InlineData("unix-seqpacket:$FOLDER/s", "unix-seqpacket:$FOLDER/s")]
    public async Task Discard_WhenMuchIsSent_ThenTakesAllAndAnswersNothing(string address, string peer)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await ServeAsync("discard", address.Replace("$FOLDER", folder.Path), "-v", "--json");
        var run = await TheCommand.ScriptAsync(
            $"head -c 1000000 /dev/zero | \"$SOQUETE\" connect {peer.Replace("$FOLDER", folder.Path)} | wc -c");
        Assert.Equal(("0\n", "", 0), (run.Output, run.Error, run.Status));
        using var ended = JsonDocument.Parse(await serving.Command.ErrorLineAsync("\"ended\""));
        Assert.Equal(0, ended.RootElement.GetProperty("sent").GetInt64());
    }

    [Theory]
    [InlineData("unix:$FOLDER/s")]
    [InlineData("unix-seqpacket:$FOLDER/s")]
    public async Task Chargen_WhenRead_ThenIsThePatternAndStopsWithItsReader(string address)
    {
        using var folder = new TemporaryFolder();
        var own = address.Replace("$FOLDER", folder.Path);
        await using var serving = await ServeAsync("chargen", own, "-v");
        var run = await TheCommand.ScriptAsync(
            "socat -u UNIX-CONNECT:$PEER,type=$TYPE STDOUT | head -c 14800", ("PEER", folder["s"]),
            ("TYPE", own.StartsWith("unix:", StringComparison.Ordinal) ? "1" : "5"));
        var lines = run.Output.Split("\r\n");
        Assert.Equal(201, lines.Length);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(
                string.Concat(Enumerable.Range(0, 72).Select(column => (char)(' ' + (1 + i + column) % 95))), lines[i]);
        }

        await serving.Command.ErrorLineAsync("ended ");
    }

    [Fact]
    public async Task Chargen_WhenTheServiceStops_ThenItsReaderGetsAnEndBetweenLines()
    {
        await using var serving = await ServeAsync("chargen", "tcp:127.0.0.1:0", "--grace", "30s");
        using var peer = await Peer.ConnectAsync(serving.Line);
        await peer.ReceiveAsync(1000);
        serving.Command.Signal("TERM");
        var reading = peer.ReceiveAllAsync();
        var rest = await reading;
        Assert.Equal(0, (1000 + rest.Length) % 74);
        peer.Dispose();
        Assert.Equal((int)ExitStatus.Interrupted, (await serving.Command.EndAsync()).Status);
    }

    [Theory]
    [InlineData("unix:$FOLDER/s")]
    [InlineData("unix-seqpacket:$FOLDER/s")]
    public async Task Daytime_WhenAsked_ThenIsALineWithTheTimeOfNow(string address)
    {
        using var folder = new TemporaryFolder();
        var own = address.Replace("$FOLDER", folder.Path);
        await using var serving = await ServeAsync("daytime", own);
        var before = DateTime.UtcNow.AddSeconds(-1);
        var run = await TheCommand.ScriptAsync("echo unread | \"$SOQUETE\" connect $PEER", ("PEER", own));
        Assert.Equal(("", 0), (run.Error, run.Status));
        Assert.EndsWith("-UTC\r\n", run.Output);
        var told = DateTime.ParseExact(
            run.Output, "dddd, MMMM d, yyyy HH:mm:ss'-UTC\r\n'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Assert.InRange(told, before, DateTime.UtcNow);
    }

    [Fact]
    public async Task Time_WhenAsked_ThenIsSecondsSince1900()
    {
        await using var serving = await ServeAsync("time", "tcp:127.0.0.1:0");
        var before = (uint)(DateTime.UtcNow - Epoch).TotalSeconds;
        using var peer = await Peer.ConnectAsync(serving.Line);
        var bytes = await peer.ReceiveAllAsync();
        Assert.Equal(4, bytes.Length);
        Assert.InRange(
            BinaryPrimitives.ReadUInt32BigEndian(bytes), before, (uint)(DateTime.UtcNow - Epoch).TotalSeconds);
    }

    [Fact]
    public async Task Connections_WhenLimited_ThenTheNextWaitsForAPlace()
    {
        await using var serving = await ServeAsync("echo", "tcp:127.0.0.1:0", "--max", "1");
        using var first = await Peer.ConnectAsync(serving.Line);
        await first.SendAsync("first");
        Assert.Equal("first", await first.ReceiveAsync(5));
        using var second = await Peer.ConnectAsync(serving.Line);
        await second.SendAsync("second");
        first.CompleteSending();
        Assert.Empty(await first.ReceiveAllAsync());
        Assert.Equal("second", await second.ReceiveAsync(6));
    }

    [Fact]
    public async Task Peer_WhenItResetsItsConnection_ThenIsToldAndOthersAreServed()
    {
        await using var serving = await ServeAsync("echo", "tcp:127.0.0.1:0");
        var gone = await Peer.ConnectAsync(serving.Line);
        await gone.SendAsync("x");
        await gone.ReceiveAsync(1);
        gone.Reset();
        Assert.Contains("ECONNRESET", await serving.Command.ErrorLineAsync("ended "));
        using var next = await Peer.ConnectAsync(serving.Line);
        await next.SendAsync("still");
        Assert.Equal("still", await next.ReceiveAsync(5));
    }

    private static Task<ListeningCommand> ServeAsync(string service, params string[] words) =>
        ListeningCommand.StartVerbAsync("serve", [service, .. words]);
}
