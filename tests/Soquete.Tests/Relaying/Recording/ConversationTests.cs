using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Tests.Support;
using Soquete.Tests.Support.Peers;

namespace Soquete.Tests.Relaying.Recording;

/// <summary>How a conversation looks in a recording: who it is between, how it begins, and how it ends.</summary>
public sealed class ConversationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tcp4:0", "tcp4:0", "ip")]
    [InlineData("tcp6:0", "tcp6:0", "ipv6")]
    public async Task Ends_WhenTheyHaveAddresses_ThenThePacketsHaveThem(string from, string to, string layer)
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse(to));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(from, $"{listener.Address}", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(
            Address.Parse($"{Address.Parse(from).Scheme}:{relay.Port}"));
        await using var server = await listener.AcceptAsync().Soon();
        var (local, remote) = (client.Association.Local, listener.LocalEnds[0]);
        var association = $"{server.Association.Remote} <-> {remote}";
        await TalkAsync(client, server);
        await relay.StopAsync();
        await file.EndAsync();
        var fields = await file.FieldsAsync(
            "tcp.flags.syn == 1 and tcp.flags.ack == 0", $"{layer}.src", "tcp.srcport", $"{layer}.dst", "tcp.dstport",
            "frame.comment");
        Assert.Equal(
            [
                $"{local.Address}|{local.Port}|{remote.Address}|{remote.Port}|"
                + $"tcp {client.Association.Remote} <-> {local}; tcp {association}",
            ],
            fields);
    }

    [Fact]
    public async Task Ends_WhenOneIsOfIPv4AndOneOfIPv6_ThenThePacketsAreOfIPv6()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp6:0"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0", $"{listener.Address}", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await using var server = await listener.AcceptAsync().Soon();
        await TalkAsync(client, server);
        await relay.StopAsync();
        await file.EndAsync();
        var (forward, back) = await file.FollowAsync("tcp");
        Assert.Equal(("ask", "answer"), (Text(forward), Text(back)));
        Assert.Equal(
            $"::ffff:127.0.0.1|{client.Association.Local.Port}|::1|{listener.LocalEnds[0].Port}",
            (await file.FieldsAsync("tcp", "ipv6.src", "tcp.srcport", "ipv6.dst", "tcp.dstport"))[0]);
    }

    [Fact]
    public async Task Ends_WhenTheyHavePaths_ThenTheCommentNamesThemAndTheAddressesAreMadeUp()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["far"]}"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"unix:{_folder["near"]}", $"unix:{_folder["far"]}", recording: file.Recording);
        for (var round = 0; round < 2; round++)
        {
            await using var client = await StreamConnection.ConnectAsync(Address.Parse($"unix:{_folder["near"]}"));
            await using var server = await listener.AcceptAsync().Soon();
            await TalkAsync(client, server);
        }

        await relay.StopAsync();
        await file.EndAsync();
        var who = $"(pid {Environment.ProcessId} uid ";
        var begun = await file.FieldsAsync(
            "tcp.flags.syn == 1 and tcp.flags.ack == 0", "ip.src", "tcp.srcport", "ip.dst", "tcp.dstport",
            "frame.comment", "frame.interface_description");
        Assert.Equal(2, begun.Length);
        var fields = begun.Select(line => line.Split('|')).ToList();
        Assert.Equal(["127.1.0.1", "127.1.0.2"], fields.Select(words => words[0]));
        Assert.All(fields, words => Assert.StartsWith("127.2.", words[2], StringComparison.Ordinal));
        Assert.Equal(fields[0][2], fields[1][2]);
        Assert.All(fields, words => Assert.Equal(("49152", "49151"), (words[1], words[3])));
        Assert.All(fields, words => Assert.Contains($"unix {_folder["near"]} <-> (unnamed) {who}", words[4]));
        Assert.All(fields, words => Assert.Contains($"; unix (unnamed) <-> {_folder["far"]} {who}", words[4]));
        Assert.All(fields, words => Assert.Equal($"unix:{_folder["near"]} to unix:{_folder["far"]}", words[5]));
    }

    [Fact]
    public async Task Ends_WhenOneEndsLongBeforeTheOther_ThenEachEndStandsWhereItWasSent()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0", $"{listener.Address}", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await using var server = await listener.AcceptAsync().Soon();
        await TalkAsync(client, server);
        await relay.StopAsync();
        await file.EndAsync();
        Assert.Equal(
            [
                "forward SYN 0 0", "back SYN ACK 0 1", "forward ACK 1 1", "forward PSH ACK 1 1 ask",
                "forward FIN ACK 4 1", "back ACK 1 5", "back PSH ACK 1 5 answer", "back FIN ACK 7 5",
                "forward ACK 5 8",
            ],
            await SegmentsAsync(file, client.Association.Local.Port!.Value));
    }

    [Fact]
    public async Task Peer_WhenItBreaksOff_ThenItsResetIsRecordedWithTheReason()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse($"unix:{_folder["far"]}"));
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0", $"unix:{_folder["far"]}", recording: file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await using var server = await listener.AcceptAsync().Soon();
        await client.SendTextAsync("ask");
        Assert.Equal("ask", await server.ReceiveTextAsync(3));
        client.Abort();
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        await relay.StopAsync();
        await file.EndAsync();
        var resets = await file.FieldsAsync("tcp.flags.reset == 1", "tcp.srcport", "tcp.seq", "frame.comment");
        var failure = relay.Results.Single().Failure!;
        Assert.Equal([$"{client.Association.Local.Port}|4|{failure.Message}"], resets);
    }

    [Fact]
    public async Task Relay_WhenItsGraceIsOver_ThenTheConversationIsReset()
    {
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            "tcp4:0", "exec:cat", TimeSpan.FromMilliseconds(50), file.Recording);
        await using var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{relay.Port}"));
        await client.SendTextAsync("one");
        Assert.Equal("one", await client.ReceiveTextAsync(3));
        await relay.StopAsync();
        await file.EndAsync();
        Assert.Single(await file.FieldsAsync("tcp.flags.reset == 1", "frame.number"));
        Assert.Empty(await file.FieldsAsync("tcp.flags.fin == 1", "frame.number"));
    }

    [Fact]
    public async Task Descriptors_WhenTheyPass_ThenThePacketSaysSo()
    {
        await using var receiver = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Receive(PeerEnd.Listen("stream", _folder["far"]), messages: 1));
        await receiver.LineAsync("ready");
        await using var file = new RecordedFile();
        await using var relay = await RunningRelay.StartAsync(
            $"unix:{_folder["near"]}", $"unix:{_folder["far"]}", recording: file.Recording);
        await using var sender = Child.Start(
            DescriptorPeer.Program,
            DescriptorPeer.Send(
                PeerEnd.Connect("stream", _folder["near"]), bytes: 5, messages: 1, "file:one", "file:two"));
        await receiver.EndAsync(0);
        await sender.LineAsync("end");
        await relay.StopAsync();
        await file.EndAsync();
        Assert.Equal(
            ["2 descriptors came with it"], await file.FieldsAsync("tcp.len == 5", "frame.comment"));
    }

    private static async Task TalkAsync(StreamConnection client, StreamConnection server)
    {
        await client.SendTextAsync("ask");
        await client.CompleteOutputAsync();
        Assert.Equal("ask", await server.ReceiveToEndAsync());
        await server.SendTextAsync("answer");
        await server.CompleteOutputAsync();
        Assert.Equal("answer", await client.ReceiveToEndAsync());
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.ASCII.GetString(bytes);

    private static async Task<IEnumerable<string>> SegmentsAsync(RecordedFile file, int firstPort) =>
        from line in await file.FieldsAsync("tcp", "tcp.srcport", "tcp.flags", "tcp.seq", "tcp.ack", "tcp.payload")
        let words = line.Split('|')
        let flags = Convert.ToInt32(words[1], 16)
        let names = new[] { (1, "FIN"), (2, "SYN"), (4, "RST"), (8, "PSH"), (16, "ACK") }
        select string.Join(' ',
        [
            words[0] == $"{firstPort}" ? "forward" : "back",
            .. names.Where(name => (flags & name.Item1) != 0).Select(name => name.Item2), words[2], words[3],
            .. words[4] is "" ? [] : new[] { Text(Convert.FromHexString(words[4])) },
        ]);
}
