using System.Net;
using System.Net.Sockets;
using System.Text;
using Soquete.Relaying.Sessions;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Sessions;

/// <summary>Receivers that are slow, gone, or come back.</summary>
public sealed class SessionFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WhenThePortIsClosed_ThenItIsCountedAndTheSessionServesWhoComesThere()
    {
        using var taken = PlainDatagrams.Udp();
        var port = taken.Port;
        taken.Dispose();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{port}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("to nobody");
        await Eventually.HoldsAsync(() => relay.Report.Forward.Undeliverable >= 1);
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, port));
        peer.Send("to somebody");
        var buffer = new byte[100];
        var count = await server.ReceiveAsync(buffer).Soon();
        Assert.Equal("to somebody", Encoding.ASCII.GetString(buffer, 0, count));
        Assert.Equal(1, relay.Report.Joined);
        Assert.Empty(relay.Results);
    }

    [Fact]
    public async Task Run_WhenAUnixReceiverVanishesAndReturns_ThenANewSessionServesIt()
    {
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"unix-dgram:{_folder["far"]}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        peer.Send("nobody is there");
        await Eventually.HoldsAsync(() => relay.Report is { Failed: 1, Forward.Dropped: 1 });
        using (var server = PlainDatagrams.Unix(_folder["far"]))
        {
            peer.Send("one");
            Assert.Equal("one", await server.ReceiveAsync());
        }

        File.Delete(_folder["far"]);
        peer.Send("it is gone");
        await Eventually.HoldsAsync(() => relay.Results.Count == 1);
        Assert.Equal(FailureKind.Refused, relay.Results.Single().Failure!.Kind);
        using var second = PlainDatagrams.Unix(_folder["far"]);
        peer.Send("two");
        Assert.Equal("two", await second.ReceiveAsync());
    }

    [Fact]
    public async Task Run_WhenAUnixReceiverIsFull_ThenSomeWaitTheRestIsDroppedAndOthersAreServed()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync(
            $"unix-dgram:{_folder["near"]}", $"udp4:{server.Port}");
        using var slow = PlainDatagrams.Unix(_folder["slow"]);
        using var quick = PlainDatagrams.Unix(_folder["quick"]);
        quick.Connect(_folder["near"]);
        // Were it connected, the kernel would let it take the whole send buffer of the relay's socket (unix(7)).
        slow.SendTo("slow", new UnixDomainSocketEndPoint(_folder["near"]));
        var (_, toSlow) = await server.ReceiveFromAsync();
        quick.Send("quick");
        var (_, toQuick) = await server.ReceiveFromAsync();
        var sent = 0;
        await Eventually.HoldsAsync(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                server.SendTo($"{sent++}", toSlow);
            }

            return relay.Report.Back.Dropped > 0;
        });
        server.SendTo("at once", toQuick);
        Assert.Equal("at once", await quick.ReceiveAsync());

        // What waited comes in order, once the receiver reads.
        var last = -1;
        for (var i = 0; i < Outbox.MostMessages; i++)
        {
            var number = int.Parse(await slow.ReceiveAsync(), null);
            Assert.True(number > last, $"{number} after {last}");
            last = number;
        }
    }

    [Fact]
    public async Task Run_WhenToldToStopUnderLoad_ThenItEndsAndAllIsCounted()
    {
        using var server = PlainDatagrams.Udp();
        _ = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{server.Port}");
        using var stop = new CancellationTokenSource();
        var loading = Task.Run(() => LoadAsync(relay.Port!.Value, stop.Token));
        await Eventually.HoldsAsync(() => relay.Report.Back.Messages > 1000);
        var report = await relay.StopAsync();
        await stop.CancelAsync();
        await loading.Soon();
        Assert.Equal(report.Joined, relay.Results.Count);
        Assert.Equal(
            relay.Results.Sum(result => result.MessagesForward), report.Forward.Messages + report.Forward.Dropped);
    }

    private static async Task LoadAsync(int port, CancellationToken stop)
    {
        using var peer = PlainDatagrams.Udp();
        while (!stop.IsCancellationRequested)
        {
            peer.SendTo("load", new IPEndPoint(IPAddress.Loopback, port));
            await Task.Yield();
        }
    }
}
