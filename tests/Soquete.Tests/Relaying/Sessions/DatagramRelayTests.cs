using System.Net;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Sessions;

/// <summary>Datagrams to datagrams, with sockets of the runtime's own and socat at both sides.</summary>
public sealed class DatagramRelayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("udp4:0", "udp4")]
    [InlineData("udp6:0", "udp4")]
    [InlineData("udp4:0", "udp6")]
    [InlineData("udp:*:0", "udp6")]
    [InlineData("udp4:*:0,offload=off", "udp4")]
    public async Task Run_WhenTwoPeersSpeak_ThenEachGetsItsOwnAnswers(string from, string to)
    {
        var address = to == "udp4" ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        using var server = PlainDatagrams.Udp(address);
        _ = server.EchoAsync("re ");
        await using var relay = await RunningRelay.StartAsync(from, $"{to}:{server.Port}");
        var near = from.StartsWith("udp6", StringComparison.Ordinal) ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        using var one = PlainDatagrams.Udp(near);
        using var other = PlainDatagrams.Udp(near);
        one.Connect(relay.Port!.Value, near);
        other.Connect(relay.Port!.Value, near);
        for (var round = 0; round < 3; round++)
        {
            one.Send($"one {round}");
            other.Send($"other {round}");
            Assert.Equal($"re one {round}", await one.ReceiveAsync());
            Assert.Equal($"re other {round}", await other.ReceiveAsync());
        }

        one.Send("");
        Assert.Equal("re ", await one.ReceiveAsync());
        var report = await relay.StopAsync();
        Assert.Equal((2, 7, 7), (report.Joined, report.Forward.Messages, report.Back.Messages));
        Assert.Equal((0, 0), (report.Forward.Dropped, report.Back.Dropped));
        Assert.All(relay.Results, result => Assert.Equal(RelayEnding.Stopped, result.Ending));
        Assert.Equal([3, 4], relay.Results.Select(result => result.MessagesBack!.Value).Order());
    }

    [Fact]
    public async Task Run_WhenAPortAloneIsMeant_ThenTheAddressThatRefusesIsPassedOver()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp:{server.Port}");
        using var client = PlainDatagrams.Udp();
        client.Connect(relay.Port!.Value);
        client.Send("to which?");
        Assert.Equal("to which?", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("unix", "unix")]
    [InlineData("unix", "udp")]
    [InlineData("udp", "unix")]
    public async Task Run_WhenAnEndIsOfTheUnixDomain_ThenDatagramsPassBothWays(string from, string to)
    {
        using var server = to == "udp" ? PlainDatagrams.Udp() : PlainDatagrams.Unix(_folder["far"]);
        _ = server.EchoAsync("re ");
        await using var relay = await RunningRelay.StartAsync(
            from == "udp" ? "udp4:0" : $"unix-dgram:{_folder["near"]}",
            to == "udp" ? $"udp4:{server.Port}" : $"unix-dgram:{_folder["far"]}");
        using var client = from == "udp" ? PlainDatagrams.Udp() : PlainDatagrams.Unix(_folder["client"]);
        if (from == "udp")
        {
            client.Connect(relay.Port!.Value);
        }
        else
        {
            client.Connect(_folder["near"]);
        }

        for (var round = 0; round < 3; round++)
        {
            client.Send($"number {round}");
            Assert.Equal($"re number {round}", await client.ReceiveAsync());
        }

        var report = await relay.StopAsync();
        Assert.Equal((1, 3, 3), (report.Joined, report.Forward.Messages, report.Back.Messages));
    }

    [Fact]
    public async Task Run_WhenASenderHasNoName_ThenItIsHeardAndItsAnswersAreDropped()
    {
        using var server = PlainDatagrams.Unix(_folder["far"]);
        await using var relay = await RunningRelay.StartAsync(
            $"unix-dgram:{_folder["near"]}", $"unix-dgram:{_folder["far"]}");
        using var client = PlainDatagrams.Unix(null);
        client.Connect(_folder["near"]);
        client.Send("anonymous");
        var (text, from) = await server.ReceiveFromAsync();
        Assert.Equal("anonymous", text);
        server.SendTo("to whom?", from);
        await Eventually.HoldsAsync(() => relay.Report.Back.Dropped == 1);
        client.Send("again");
        Assert.Equal("again", await server.ReceiveAsync());
        Assert.Equal(1, relay.Report.Joined);
    }

    [Fact]
    public async Task Run_WhenSocatAsksAndAnswers_ThenTheAnswerComes()
    {
        var port = FreePort();
        await using var answering = Child.Start(
            "socat", "-d", "-d", "-d", $"UDP4-RECVFROM:{port},bind=127.0.0.1,fork", "SYSTEM:read x; echo answer to $x");
        await answering.LineAsync("starting recvfrom");
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{port}");
        await using var asking = Child.Script($"echo a question | socat -T 20 - UDP4-SENDTO:127.0.0.1:{relay.Port}");
        Assert.Equal("answer to a question", await asking.LineAsync("answer"));
        await Eventually.HoldsAsync(() => relay.Report.Back.Messages == 1);
    }

    private static int FreePort()
    {
        using var taken = PlainDatagrams.Udp();
        return taken.Port;
    }
}
