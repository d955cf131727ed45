using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Addresses;
using Soquete.Messages;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Recording;

/// <summary>Datagrams, sequenced packets and frames that are relayed and recorded.</summary>
public sealed class MessageRecordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("udp4", "udp4", "")]
    [InlineData("udp6", "udp4", "")]
    [InlineData("udp4", "udp6", "")]
    [InlineData("udp4", "udp4", ",delay=1ms")]
    public async Task Datagrams_WhenTwoPeersSpeak_ThenEachHasAConversation(string from, string to, string options)
    {
        var (near, far) = (LoopbackOf(from), LoopbackOf(to));
        using var server = PlainDatagrams.Udp(far);
        _ = server.EchoAsync("re ");
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"{from}:0", $"{to}:{server.Port}{options}", recording: file.Recording);
        using var one = PlainDatagrams.Udp(near);
        using var other = PlainDatagrams.Udp(near);
        foreach (var (peer, word) in new[] { (one, "one"), (other, "other"), (one, "again"), (other, "") })
        {
            peer.Connect(relay.Port!.Value, near);
            peer.Send(word);
            Assert.Equal($"re {word}", await peer.ReceiveAsync());
        }

        await relay.StopAsync();
        await file.EndAsync();
        Assert.Equal(
            [
                $"0|{one.Port}|{server.Port}|one", $"0|{server.Port}|{one.Port}|re one",
                $"1|{other.Port}|{server.Port}|other", $"1|{server.Port}|{other.Port}|re other",
                $"0|{one.Port}|{server.Port}|again", $"0|{server.Port}|{one.Port}|re again",
                $"1|{other.Port}|{server.Port}|", $"1|{server.Port}|{other.Port}|re ",
            ],
            await MessagesAsync(file));
        Assert.Equal(2, (await file.FieldsAsync("frame.comment", "frame.number")).Length);
    }

    [Fact]
    public async Task Datagrams_WhenManyComeAtOnce_ThenEachIsRecordedOnce()
    {
        const int Count = 5_000;
        // As many as the relay's socket holds.
        const int AtOnce = 50;
        using var server = PlainDatagrams.Udp();
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "udp4:0", $"udp4:{server.Port}", recording: file.Recording);
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        for (var number = 0; number < Count; number++)
        {
            peer.Send($"{number}");
            if ((number + 1) % AtOnce == 0)
            {
                var sent = number + 1;
                await Eventually.HoldsAsync(() => relay.Report.Forward.Messages == sent);
            }
        }

        await relay.StopAsync();
        await file.EndAsync();
        var recorded = (await MessagesAsync(file)).Select(line => line.Split('|')[3]);
        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"{number}"), recorded);
    }

    [Fact]
    public async Task Packets_WhenTheyPass_ThenBoundariesAreKeptAndLongOnesAreParted()
    {
        await using var listener = await MessageListener.ListenAsync(Address.Parse($"unix-seqpacket:{_folder["far"]}"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"unix-seqpacket:{_folder["near"]}", $"unix-seqpacket:{_folder["far"]}", recording: file.Recording);
        using var client = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(_folder["near"]));
        await using var server = await listener.AcceptAsync().Soon();
        var longOne = new string('x', 150_000);
        var buffer = new byte[200_000];
        foreach (var text in new[] { "one", "", longOne })
        {
            await client.SendAsync(Encoding.ASCII.GetBytes(text)).Soon();
            Assert.Equal(text.Length, (await server.ReceiveAsync(buffer).Soon()).Count);
        }

        await server.SendAsync("answer"u8.ToArray());
        Assert.Equal(6, await client.ReceiveAsync(buffer).Soon());
        client.Shutdown(SocketShutdown.Send);
        await server.CloseAsync().Soon();
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        await relay.StopAsync();
        await file.EndAsync();
        var fields = await file.FieldsAsync("udp", "udp.dstport", "udp.length", "frame.comment");
        Assert.StartsWith($"49151|11|unix-seqpacket {_folder["near"]} <-> (unnamed) (pid ", fields[0]);
        Assert.Equal(
            [
                "49151|8|", "49151|65515|part 1 of 3 of a message", "49151|65515|part 2 of 3 of a message",
                $"49151|{150_000 - (2 * 65_507) + 8}|part 3 of 3 of a message", "49152|14|",
            ],
            fields[1..]);
        Assert.Equal($"one{longOne}", Encoding.ASCII.GetString((await file.FollowAsync("udp")).Forward));
    }

    [Fact]
    public async Task Frames_WhenDatagramsBecomeThem_ThenTheMessagesAreRecorded()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "udp4:0", $"{listener.Address},frame=u16", recording: file.Recording);
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("one");
        peer.Send("two");
        await using var server = await listener.AcceptAsync().Soon();
        Assert.Equal("\0\u0003one\0\u0003two", await server.ReceiveTextAsync(10));
        await server.SendTextAsync("\0\u0006answer");
        Assert.Equal("answer", await peer.ReceiveAsync());
        await server.CloseAsync();
        await relay.StopAsync();
        await file.EndAsync();
        var port = listener.LocalEnds[0].Port;
        Assert.Equal(
            [$"0|{peer.Port}|{port}|one", $"0|{peer.Port}|{port}|two", $"0|{port}|{peer.Port}|answer"],
            await MessagesAsync(file));
    }

    [Fact]
    public async Task Frames_WhenStreamsHaveThemOnBothSides_ThenEachIsADatagram()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["far"]}"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0,frame=line", $"unix:{_folder["far"]},frame=u32", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await using var server = await listener.AcceptAsync().Soon();
        await client.SendTextAsync("one\ntwo\n");
        Assert.Equal("\0\0\0\u0003one\0\0\0\u0003two", await server.ReceiveTextAsync(14));
        await client.CompleteOutputAsync();
        await server.CloseAsync().Soon();
        await relay.StopAsync();
        await file.EndAsync();
        var port = client.Association.Local.Port;
        Assert.Equal([$"0|{port}|49151|one", $"0|{port}|49151|two"], await MessagesAsync(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnixDatagrams_WhenTheyPass_ThenTheCommentNamesThePaths(bool named)
    {
        using var server = PlainDatagrams.Unix(_folder["far"]);
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"unix-dgram:{_folder["near"]}", $"unix-dgram:{_folder["far"]}", recording: file.Recording);
        using var client = PlainDatagrams.Unix(named ? _folder["client"] : null);
        client.Connect(_folder["near"]);
        client.Send("hello");
        Assert.Equal("hello", await server.ReceiveAsync());
        await relay.StopAsync();
        await file.EndAsync();
        var comment = Assert.Single(await file.FieldsAsync("udp", "frame.comment"));
        Assert.Contains($"{_folder["near"]} <-> {(named ? _folder["client"] : "(unnamed)")}", comment);
        Assert.EndsWith($"<-> {_folder["far"]}", comment);
    }

    private static IPAddress LoopbackOf(string scheme) =>
        scheme == "udp6" ? IPAddress.IPv6Loopback : IPAddress.Loopback;

    /// <summary>The conversation, the ports, and the text of each.</summary>
    private static async Task<IEnumerable<string>> MessagesAsync(RecordedFile file) =>
        from line in await file.FieldsAsync("udp", "udp.stream", "udp.srcport", "udp.dstport", "udp.payload")
        let words = line.Split('|')
        select string.Join('|', [.. words[..3], Encoding.UTF8.GetString(Convert.FromHexString(words[3]))]);
}
