using System.Net.Sockets;
using System.Text;
using Soquete.Addresses;
using Soquete.Relaying;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Messages;

/// <summary>Datagrams and streams with frames, both ways.</summary>
public sealed class FramedRelayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("udp4:0", "tcp4:9")]
    [InlineData("tcp4:0", "udp4:9")]
    [InlineData("unix-seqpacket:@a", "stdio")]
    [InlineData("exec:cat", "unix-dgram:@b")]
    [InlineData("udp4:0", "file:/dev/null")]
    [InlineData("udp4:0", "tcp4:9,listen")]
    public async Task Run_WhenAStreamHasNoFrames_ThenItSaysWhatToAdd(string from, string to)
    {
        var relay = new RelayServer(Address.Parse(from), Address.Parse(to));
        var e = await Assert.ThrowsAsync<AddressFormatException>(() => relay.RunAsync());
        Assert.Contains("frame=u16", e.Message);
        Assert.EndsWith(",frame=u16", e.Suggestion);
    }

    [Theory]
    [InlineData("tcp4:0,frame=u16", "tcp4:9")]
    [InlineData("tcp4:0", "unix:@x,frame=line")]
    public async Task Run_WhenOneStreamAloneHasFrames_ThenTheOtherIsToHaveThemToo(string from, string to)
    {
        var relay = new RelayServer(Address.Parse(from), Address.Parse(to));
        var e = await Assert.ThrowsAsync<AddressFormatException>(() => relay.RunAsync());
        Assert.Contains("frame=u16", e.Message);
    }

    [Fact]
    public async Task Run_WhenABoundSocketIsToBeTheEndOfMany_ThenItSaysSo()
    {
        var relay = new RelayServer(Address.Parse("udp4:0"), Address.Parse("udp4:0,listen"));
        await Assert.ThrowsAsync<AddressFormatException>(() => relay.RunAsync());
    }

    [Theory]
    [InlineData("u16")]
    [InlineData("u32")]
    [InlineData("line")]
    public async Task Run_WhenDatagramsGoIntoAStream_ThenEachIsAFrameAndTheAnswersAreDatagrams(string frame)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        var target = $"{listener.Address},frame={frame}";
        await using var relay = await RunningRelay.StartAsync("udp4:0", target);
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("one");
        peer.Send("");
        peer.Send("three");
        await using var server = await listener.AcceptAsync().Soon();
        var expected = Frame(frame, "one") + Frame(frame, "") + Frame(frame, "three");
        Assert.Equal(expected, await server.ReceiveTextAsync(expected.Length));
        // In pieces that have nothing to do with the frames.
        var answers = Frame(frame, "first answer") + Frame(frame, "") + Frame(frame, "second");
        foreach (var piece in answers.Chunk(3))
        {
            await server.SendTextAsync(new string(piece));
        }

        Assert.Equal("first answer", await peer.ReceiveAsync());
        Assert.Equal("", await peer.ReceiveAsync());
        Assert.Equal("second", await peer.ReceiveAsync());
        await Eventually.HoldsAsync(() => relay.Report is { Forward.Messages: 3, Back.Messages: 3 });
    }

    [Fact]
    public async Task Run_WhenAStreamGoesIntoDatagrams_ThenEachConnectionHasASocketOfItsOwn()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync("re ");
        await using var relay = await RunningRelay.StartAsync("tcp4:0,frame=u16", $"udp4:{server.Port}");
        await using var one = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await using var other = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        foreach (var (connection, name) in new[] { (one, "one"), (other, "other"), (one, "one again") })
        {
            await connection.SendTextAsync(Frame("u16", name));
            var expected = Frame("u16", "re " + name);
            Assert.Equal(expected, await connection.ReceiveTextAsync(expected.Length));
        }
    }

    [Fact]
    public async Task Run_WhenAStreamEnds_ThenTheLateAnswerStillComesAndThenItIsOver()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0,frame=line", $"udp4:{server.Port},idle-timeout=2s");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await client.SendTextAsync("question\n");
        await client.CompleteOutputAsync();
        var (text, from) = await server.ReceiveFromAsync();
        Assert.Equal("question", text);
        server.SendTo("answer", from);
        Assert.Equal("answer\n", await client.ReceiveToEndAsync());
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        Assert.Null(relay.Results.Single().Failure);
    }

    [Fact]
    public async Task Run_WhenAFrameIsTooLong_ThenTheConnectionEndsAndSaysSo()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("tcp4:0,frame=u32", $"udp4:{server.Port}");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await client.SendAsync(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3 });
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => client.ReceiveAsync(new byte[1]).Soon());
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        var result = relay.Results.Single();
        Assert.Contains("2147483647 bytes", result.Failure!.Message);
        Assert.Equal("tcp", result.FailedEnd!.Association.Protocol);
    }

    [Fact]
    public async Task Run_WhenAFrameIsCutShort_ThenTheConnectionEndsAndSaysSo()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("tcp4:0,frame=u16", $"udp4:{server.Port}");
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}")).Soon();
        await client.SendTextAsync(Frame("u16", "whole") + "\0\u0009part");
        await client.CompleteOutputAsync();
        Assert.Equal("whole", await server.ReceiveAsync());
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        Assert.Contains("ended in the middle of a message", relay.Results.Single().Failure!.Message);
    }

    [Fact]
    public async Task Run_WhenTheStreamIsRefused_ThenItIsToldAndTheNextDatagramTriesAgain()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"tcp4:{port},frame=line");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("lost");
        await Eventually.HoldsAsync(
            () => relay.Report is { Failed: 1, Forward.Dropped: 1 } && !relay.Failures.IsEmpty);
        Assert.Equal(FailureKind.Refused, Assert.IsAssignableFrom<SoqueteException>(relay.Failures.Single()).Kind);
        taken.Listen();
        peer.Send("found");
        using var accepted = await taken.AcceptAsync().Soon();
        var buffer = new byte[6];
        await accepted.ReceiveAsync(buffer).Soon();
        Assert.Equal("found\n", Encoding.ASCII.GetString(buffer));
    }

    [Fact]
    public async Task Run_WhenTheStreamDoesNotRead_ThenWhatFindsNoRoomIsDroppedAndOthersAreServed()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0,receive-buffer=4k"));
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"tcp4:{listener.LocalEnds[0].Port},frame=u16");
        using var flood = PlainDatagrams.Udp();
        flood.Connect(relay.Port!.Value);
        var text = new string('x', 60_000);
        await Eventually.HoldsAsync(() =>
        {
            flood.Send(text);
            return relay.Report.Forward.Dropped > 0;
        });
        await using var stuck = await listener.AcceptAsync().Soon();
        using var other = PlainDatagrams.Udp();
        other.Connect(relay.Port!.Value);
        await using var served = await AcceptForAsync(listener, other);
        Assert.Equal(Frame("u16", "hello"), await served.ReceiveTextAsync(7));
    }

    [Fact]
    public async Task Run_WhenManySpeakToStandardOutput_ThenTheirDatagramsAreLines()
    {
        await File.WriteAllTextAsync(_folder["log"], "");
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"exec:tee {_folder["log"]},frame=line");
        using var one = PlainDatagrams.Udp();
        one.Connect(relay.Port!.Value);
        one.Send("a line");
        Assert.Equal("a line", await one.ReceiveAsync());
        await Eventually.HoldsAsync(() => File.ReadAllText(_folder["log"]) == "a line\n");
    }

    private static async Task<StreamConnection> AcceptForAsync(StreamListener listener, PlainDatagrams peer)
    {
        // The relay may still be busy with the flood, and its socket full.
        var accepting = listener.AcceptAsync().Soon();
        await Eventually.HoldsAsync(() =>
        {
            peer.Send("hello");
            return Task.FromResult(accepting.IsCompleted);
        });
        return await accepting;
    }

    private static string Frame(string format, string text)
    {
        if (format == "line")
        {
            return text + "\n";
        }

        var length = new byte[format == "u16" ? 2 : 4];
        length[^1] = (byte)text.Length;
        return Encoding.ASCII.GetString(length) + text;
    }
}
