using System.Net;
using System.Net.Sockets;
using Soquete.Relaying;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Relaying.Sessions;

/// <summary>Which sessions there are, and which go.</summary>
public sealed class SessionTableTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Table_WhenItIsFull_ThenTheOneThatWasSilentLongestGoes()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0,max-sessions=3", $"udp4:{server.Port}");
        var peers = new List<PlainDatagrams>();
        for (var i = 0; i < 4; i++)
        {
            var peer = PlainDatagrams.Udp();
            peer.Connect(relay.Port!.Value);
            peers.Add(peer);
        }

        // The first comes first, but speaks again before the fourth comes: the second is the silent one.
        foreach (var i in (int[])[0, 1, 2, 0, 3])
        {
            peers[i].Send("x");
            await peers[i].ReceiveAsync();
        }

        await Eventually.HoldsAsync(() => relay.Report.Evicted == 1 && !relay.Ended.IsEmpty);
        var (first, result) = Assert.Single(relay.Ended);
        Assert.Equal(peers[1].Port, first.Association.Remote.Port);
        Assert.Equal(RelayEnding.Evicted, result.Ending);
        Assert.Equal((1L, 1L), (result.MessagesForward!.Value, result.MessagesBack!.Value));
        Assert.Null(result.Failure);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Table_WhenAPeerIsSilent_ThenItIsForgottenAndComesBackAsANewOne()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("udp4:0,idle-timeout=100ms", $"udp4:{server.Port}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("first");
        var (_, before) = await server.ReceiveFromAsync();
        await Eventually.HoldsAsync(() => relay.Report.Expired == 1 && !relay.Ended.IsEmpty);
        peer.Send("second");
        var (_, after) = await server.ReceiveFromAsync();
        Assert.NotEqual(before, after);
        // The second may have expired by now as well.
        Assert.Equal(RelayEnding.Expired, relay.Ended.First().Result.Ending);
    }

    [Fact]
    public async Task Table_WhenAnswersAloneCome_ThenTheSessionStays()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("udp4:0,idle-timeout=2s", $"udp4:{server.Port}");
        using var peer = PlainDatagrams.Udp();
        using var silent = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        silent.Connect(relay.Port!.Value);
        peer.Send("subscribe");
        var (_, subscriber) = await server.ReceiveFromAsync();
        silent.Send("x");
        await server.ReceiveAsync();
        await Eventually.HoldsAsync(() =>
        {
            server.SendTo("news", subscriber);
            return !relay.Ended.IsEmpty;
        });
        Assert.Equal(silent.Port, relay.Ended.First().First.Association.Remote.Port);
    }

    [Fact]
    public async Task Table_WhenTenThousandSourcesCome_ThenItKeepsItsBoundAndAllAreAnsweredOrDropped()
    {
        const int Sources = 10_000;
        using var server = PlainDatagrams.Udp();
        server.Socket.ReceiveBufferSize = 4 * 1024 * 1024;
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0,max-sessions=100", $"udp4:{server.Port}");
        var answered = 0;
        for (var i = 0; i < Sources; i++)
        {
            using var peer = PlainDatagrams.Udp(new IPAddress([127, 0, (byte)(1 + (i / 200)), (byte)(1 + (i % 200))]));
            peer.Connect(relay.Port!.Value);
            peer.Send($"{i}");
            answered += await IsAnsweredAsync(peer, $"{i}", wait: i % 50 == 0) ? 1 : 0;
        }

        await Eventually.HoldsAsync(() => relay.Report.Joined - relay.Report.Evicted <= 100);
        output.WriteLine($"{answered} answered, {relay.Report}");
        Assert.True(answered >= Sources / 50);
        var report = await relay.StopAsync();
        Assert.Equal(report.Joined, relay.Joined.Count);
        Assert.Equal(report.Joined, relay.Results.Count);
        Assert.InRange(relay.Results.Count(result => result.Ending == RelayEnding.Stopped), 1, 100);
    }

    [Fact]
    public async Task Table_WhenSessionsExpireUnderLoad_ThenEveryOtherPeerIsAnsweredAllTheTime()
    {
        using var server = PlainDatagrams.Udp();
        server.Socket.ReceiveBufferSize = 4 * 1024 * 1024;
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0,idle-timeout=1s", $"udp4:{server.Port}");
        using var steady = PlainDatagrams.Udp();
        steady.Connect(relay.Port!.Value);
        // Time enough for the server to answer before the session is forgotten, on a slow machine too.
        for (var round = 0; relay.Report.Expired < 100; round++)
        {
            if (relay.Report.Joined - relay.Report.Expired < 100)
            {
                using var passing = PlainDatagrams.Udp();
                passing.Connect(relay.Port!.Value);
                passing.Send("passing");
                Assert.Equal("passing", await passing.ReceiveAsync());
            }

            steady.Send($"steady {round}");
            Assert.Equal($"steady {round}", await steady.ReceiveAsync());
        }

        var report = await relay.StopAsync();
        Assert.Equal(0, report.Forward.Dropped + report.Back.Dropped);
        Assert.Equal(report.Forward.Messages, report.Back.Messages);
    }

    private static async Task<bool> IsAnsweredAsync(PlainDatagrams peer, string text, bool wait)
    {
        if (wait)
        {
            return await peer.ReceiveAsync() == text;
        }

        return peer.Socket.Poll(0, SelectMode.SelectRead) && await peer.ReceiveAsync() == text;
    }
}
