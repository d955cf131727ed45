using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Probing;
using Soquete.Streams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Probing;

/// <summary>TCP and UDP ports that are asked by their own protocols.</summary>
public class ReachabilityTests
{
    [Fact]
    public async Task Tcp_WhenThePortIsOpen_ThenConnectionsAreMadeAndClosedAtOnce()
    {
        await using var listener = await StreamListener.ListenAsync(Address.Parse("tcp:127.0.0.1:0"));
        var port = listener.LocalEnds[0].Port;
        var running = PingAsync($"tcp:127.0.0.1:{port}", PingInside.Patient with { Count = 3 });
        for (var accepted = 0; accepted < 3; accepted++)
        {
            await using var connection = await listener.AcceptAsync().Soon();
            Assert.True((await connection.Input.ReadAsync().Soon()).IsCompleted);
        }

        var outcome = await running.Soon();
        Assert.Equal([1L, 2, 3], outcome.Events.Select(what => what.Sequence).Order());
        Assert.All(outcome.Events, what => Assert.Equal(
            (PingEventKind.Reply, IPAddress.Loopback, true), (what.Kind, what.Source, what.RoundTrip > TimeSpan.Zero)));
        Assert.Equal((3, 3, 0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Closed));
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public async Task Run_WhenThePortIsClosed_ThenTheHostIsThere(string scheme)
    {
        using var held = new Socket(
            AddressFamily.InterNetwork, scheme == "tcp" ? SocketType.Stream : SocketType.Dgram,
            ProtocolType.Unspecified);
        // Bound for TCP without listening, and given back for UDP: nobody else gets it in this moment.
        held.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0));
        var port = ((IPEndPoint)held.LocalEndPoint!).Port;
        if (scheme == "udp")
        {
            held.Dispose();
        }

        var outcome = await PingAsync($"{scheme}:127.0.0.77:{port}", PingInside.Patient with { Count = 2 });
        Assert.Equal(2, outcome.Count(PingEventKind.Closed));
        Assert.Equal((2, 2, 2, 0), (
            outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.Closed, outcome.Summary.Lost));
        Assert.NotNull(outcome.Summary.Times);
    }

    [Fact]
    public async Task Udp_WhenSomebodyAnswers_ThenThePortIsOpen()
    {
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)peer.LocalEndPoint!).Port;
        var running = PingAsync($"udp:127.0.0.1:{port}", PingInside.Patient with { Count = 2, Size = 10 });
        for (var answered = 0; answered < 2; answered++)
        {
            var buffer = new byte[100];
            var received = await peer.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).Soon();
            Assert.Equal(10, received.ReceivedBytes);
            await peer.SendToAsync("seven b"u8.ToArray(), received.RemoteEndPoint);
        }

        var outcome = await running.Soon();
        Assert.All(outcome.Events, what => Assert.Equal((PingEventKind.Reply, 7), (what.Kind, what.Length)));
        Assert.Equal(2, outcome.Summary.Received);
    }

    [Fact]
    public async Task Udp_WhenNobodySaysAnything_ThenItIsUnanswered()
    {
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var outcome = await PingAsync(
            $"udp:127.0.0.1:{((IPEndPoint)peer.LocalEndPoint!).Port}", PingInside.Brief with { Count = 2 });
        Assert.Equal(2, outcome.Count(PingEventKind.Unanswered));
        Assert.Equal((2, 0, 100.0), (outcome.Summary.Sent, outcome.Summary.Received, outcome.Summary.LossPercent));
    }

    [Fact]
    public async Task Run_WhenTheDeadlineComes_ThenWhatWaitsIsGivenUp()
    {
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var outcome = await PingAsync(
            $"udp:127.0.0.1:{((IPEndPoint)peer.LocalEndPoint!).Port}",
            PingInside.Patient with { Count = null, Deadline = TimeSpan.FromMilliseconds(100) });
        Assert.Empty(outcome.Events);
        Assert.True(outcome.Summary.Sent >= 1);
    }

    [Fact]
    public async Task Run_WhenCancelled_ThenThrowsAndKeepsTheSummary()
    {
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var stopping = new CancellationTokenSource();
        using var pinger = await Pinger.OpenAsync(
            PingTarget.Parse($"udp:127.0.0.1:{((IPEndPoint)peer.LocalEndPoint!).Port}"), PingInside.Patient);
        var running = pinger.RunAsync(_ => { }, stopping.Token);
        await peer.ReceiveAsync(new byte[100]).WaitAsync(Limits.Event);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        Assert.Equal(1, pinger.Summary.Sent);
    }

    [Fact]
    public async Task Run_WhenTheListenerThrows_ThenThatComesOutOfIt()
    {
        using var pinger = await Pinger.OpenAsync(
            PingTarget.Parse("udp:127.0.0.78:9"), PingInside.Patient with { Count = null });
        await Assert.ThrowsAsync<FormatException>(
            () => pinger.RunAsync(_ => throw new FormatException()).Soon());
    }

    [Theory]
    [InlineData("tcp:localhost:1", "flood")]
    [InlineData("udp:localhost:1", "flood")]
    [InlineData("tcp:localhost:1", "size")]
    [InlineData("tcp:localhost:1", "ttl")]
    [InlineData("udp:localhost:1", "dont-fragment")]
    [InlineData("udp:localhost:1", "interval")]
    [InlineData("udp4:localhost:1", "ipv6")]
    [InlineData("127.0.0.1", "ipv6")]
    public async Task Open_WhenAnOptionDoesNotFit_ThenIsRefused(string target, string option)
    {
        var options = option switch
        {
            "flood" => new PingOptions { Flood = true },
            "size" => new PingOptions { Size = 1 },
            "ttl" => new PingOptions { Ttl = 1 },
            "interval" => new PingOptions { Interval = TimeSpan.FromMilliseconds(1) },
            "ipv6" => new PingOptions { Family = InternetFamily.IPv6 },
            _ => new PingOptions { DontFragment = true },
        };
        await Assert.ThrowsAsync<ArgumentException>(() => Pinger.OpenAsync(PingTarget.Parse(target), options).AsTask());
    }

    private static async Task<PingOutcome> PingAsync(string target, PingOptions options)
    {
        using var pinger = await Pinger.OpenAsync(PingTarget.Parse(target), options);
        var events = new List<PingEvent>();
        var summary = await pinger.RunAsync(events.Add).AtLast();
        return new PingOutcome(pinger, events, summary);
    }
}
