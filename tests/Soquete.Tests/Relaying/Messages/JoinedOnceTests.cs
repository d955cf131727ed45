using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Relaying;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying.Messages;

/// <summary>Datagram ends that there are only once, and groups.</summary>
public sealed class JoinedOnceTests
{
    [Fact]
    public async Task Run_WhenBothAreConnected_ThenDatagramsPassBothWaysUntilToldToStop()
    {
        using var one = PlainDatagrams.Udp();
        using var other = PlainDatagrams.Udp();
        using var stop = new CancellationTokenSource();
        var joined = new TaskCompletionSource<(int One, int Other)>();
        var relay = new RelayServer(
            Address.Parse($"udp4:{one.Port},connect"),
            Address.Parse($"udp4:{other.Port}"))
        {
            OnJoined = (first, second) => joined.SetResult(
                (first.Association.Local.Port!.Value, second.Association.Local.Port!.Value)),
        };
        var running = relay.RunAsync(stop.Token);
        var ports = await joined.Task.Soon();
        one.SendTo("forward", new IPEndPoint(IPAddress.Loopback, ports.One));
        Assert.Equal("forward", await other.ReceiveAsync());
        other.SendTo("back", new IPEndPoint(IPAddress.Loopback, ports.Other));
        Assert.Equal("back", await one.ReceiveAsync());
        await stop.CancelAsync();
        var result = (await running.Soon()).Single!;
        Assert.Equal((1L, 1L), (result.MessagesForward!.Value, result.MessagesBack!.Value));
        Assert.Equal((RelayEnding.Stopped, null), (result.Ending, result.Failure));
    }

    [Fact]
    public async Task Run_WhenAChildIsJoinedToABoundSocket_ThenWhoSpokeLastIsAnswered()
    {
        await using var relay = await BoundAsync("exec:cat,frame=line", "udp4:0,listen");
        using var one = PlainDatagrams.Udp();
        using var other = PlainDatagrams.Udp();
        foreach (var peer in (PlainDatagrams[])[one, other, one])
        {
            peer.SendTo("mine", new IPEndPoint(IPAddress.Loopback, relay.Port!.Value));
            Assert.Equal("mine", await peer.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Run_WhenAGroupIsHeard_ThenItIsPassedOnToOneHost()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync(
            "udp4:239.255.83.81:0,multicast-interface=127.0.0.1", $"udp4:{server.Port}");
        using var peer = PlainDatagrams.Udp();
        peer.Socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        peer.SendTo("to all", new IPEndPoint(IPAddress.Parse("239.255.83.81"), relay.Port!.Value));
        var (text, from) = await server.ReceiveFromAsync();
        Assert.Equal("to all", text);
        server.SendTo("to one", from);
        Assert.Equal("to one", await peer.ReceiveAsync());
    }

    /// <summary>A relay whose second address is bound.</summary>
    private static async Task<BoundRelay> BoundAsync(string from, string to)
    {
        var stop = new CancellationTokenSource();
        var port = new TaskCompletionSource<int?>();
        var relay = new RelayServer(Address.Parse(from), Address.Parse(to))
        {
            Grace = TimeSpan.Zero, OnBound = socket => port.SetResult(socket.LocalEnds[0].Port),
        };
        var running = relay.RunAsync(stop.Token);
        return new BoundRelay(stop, running, await port.Task.Soon());
    }

    private sealed record BoundRelay(CancellationTokenSource Stop, Task Running, int? Port) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stop.CancelAsync();
            await Running.Soon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stop.Dispose();
        }
    }
}
