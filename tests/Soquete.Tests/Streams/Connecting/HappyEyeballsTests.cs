using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Engines;
using Soquete.Interop;
using Soquete.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Connecting;

/// <summary>The order of events is asserted, never how long they take.</summary>
public class HappyEyeballsTests
{
    private static readonly TcpAddress Address = new(Host.FromName("example.test"), 80);
    private readonly ConcurrentQueue<string> _events = [];

    [Fact]
    public async Task Run_WhenTheFirstAddressIsABlackHole_ThenTheSecondWinsAndTheFirstIsClosed()
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.IPv6Loopback);
        using var listener = Listener(IPAddress.Loopback);
        var race = new HappyEyeballs(Address, Known(hole.End, EndOf(listener)), RealAttempt);
        using var winner = (await race.RunAsync(CancellationToken.None).Soon()).Transport;
        Assert.NotNull(winner);
        Assert.Equal(
            [
                $"begin {hole.End}", $"begin {EndOf(listener)}",
                $"connected {EndOf(listener)}", $"cancelled {hole.End}",
            ],
            _events);
        Assert.Empty(race.Failures);
    }

    [Fact]
    public async Task Run_WhenTheFirstFails_ThenTheSecondBeginsAtOnce()
    {
        using var listener = Listener(IPAddress.Loopback);
        var refusing = Refusing(IPAddress.IPv6Loopback);
        var race = new HappyEyeballs(Address, Known(refusing, EndOf(listener)), (end, token) =>
            end.Equals(refusing) ? FailAtOnce(end) : RealAttempt(end, token));
        using var winner = (await race.RunAsync(CancellationToken.None).Soon()).Transport;
        Assert.Equal(
            [$"begin {refusing}", $"failed {refusing}", $"begin {EndOf(listener)}", $"connected {EndOf(listener)}"],
            _events);
        Assert.Equal("ECONNREFUSED", Assert.Single(race.Failures).ErrorName);
    }

    [Fact]
    public async Task Run_WhenOneOfSeveralRunningFails_ThenTheNextBeginsWithoutWaitingItsTurn()
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.IPv6Loopback);
        using var listener = Listener(IPAddress.Loopback);
        var (one, two) = (Refusing(IPAddress.Loopback), Refusing(IPAddress.IPv6Loopback));
        var race = new HappyEyeballs(Address, Known(hole.End, one, two, EndOf(listener)), (end, token) =>
            end.Equals(one) || end.Equals(two) ? FailAtOnce(end) : RealAttempt(end, token));
        using var winner = (await race.RunAsync(CancellationToken.None).Soon()).Transport;
        Assert.Equal(
            [
                $"begin {hole.End}", $"begin {one}", $"failed {one}", $"begin {two}", $"failed {two}",
                $"begin {EndOf(listener)}", $"connected {EndOf(listener)}", $"cancelled {hole.End}",
            ],
            _events);
        Assert.Equal(2, race.Failures.Count);
    }

    [Fact]
    public async Task Run_WhenTheLoserConnectsToo_ThenItsConnectionEnds()
    {
        using var first = Listener(IPAddress.IPv6Loopback);
        using var second = Listener(IPAddress.Loopback);
        var hasWinner = new TaskCompletionSource();
        var race = new HappyEyeballs(Address, Known(EndOf(first), EndOf(second)), async (end, token) =>
        {
            // The first connects, but is not told of it before the race is decided and its token cancelled.
            var attempt = await RealAttempt(end, CancellationToken.None);
            if (end.AddressFamily == AddressFamily.InterNetworkV6)
            {
                await Task.Delay(Timeout.Infinite, token)
                    .ContinueWith(_ => hasWinner.TrySetResult(), TaskScheduler.Default);
            }

            return attempt;
        });
        using var winner = (await race.RunAsync(CancellationToken.None).Soon()).Transport;
        Assert.True(hasWinner.Task.IsCompleted);
        using var lost = await first.AcceptAsync().Soon();
        Assert.Equal(0, await lost.ReceiveAsync(new byte[1]).Soon());
        using var won = await second.AcceptAsync().Soon();
        winner!.Dispose();
        Assert.Equal(0, await won.ReceiveAsync(new byte[1]).Soon());
    }

    [Fact]
    public async Task Run_WhenAllFail_ThenEachAttemptIsListedWithItsReason()
    {
        var (one, two) = (Refusing(IPAddress.IPv6Loopback), Refusing(IPAddress.Loopback));
        var race = new HappyEyeballs(Address, Known(one, two), RealAttempt);
        var e = await Assert.ThrowsAsync<ConnectFailedException>(() => race.RunAsync(CancellationToken.None).Soon());
        Assert.Equal(FailureKind.Refused, e.Kind);
        Assert.Equal([one.ToString(), two.ToString()], e.Attempts.Select(attempt => attempt.Address));
        Assert.All(e.Attempts, attempt => Assert.Equal("ECONNREFUSED", attempt.ErrorName));
        Assert.StartsWith("tcp:example.test:80: none of 2 addresses connected: ", e.Message);
        Assert.Contains($"{one}: Connection refused (connect: ECONNREFUSED)", e.Message);
    }

    [Fact]
    public async Task Run_WhenTheRaceIsCancelled_ThenEveryAttemptIsClosed()
    {
        using var hole = await BlackHole.OpenAsync(IPAddress.IPv6Loopback);
        using var other = await BlackHole.OpenAsync(IPAddress.Loopback);
        using var giveUp = new CancellationTokenSource();
        var race = new HappyEyeballs(Address, Known(hole.End, other.End), RealAttempt);
        var running = race.RunAsync(giveUp.Token).AsTask();
        await Eventually.HoldsAsync(() => _events.Count == 2);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(running.Soon);
        Assert.Equal(
            new HashSet<string> { $"cancelled {hole.End}", $"cancelled {other.End}" },
            _events.Skip(2).ToHashSet());
    }

    private static SafeSocketHandle Open(IPEndPoint end)
    {
        var domain = end.AddressFamily == AddressFamily.InterNetwork ? Domain.Inet : Domain.Inet6;
        Assert.Equal(Errno.None, NativeSocket.Open(domain, SocketKind.Stream, Protocol.Tcp, out var socket));
        return socket;
    }

    private static CandidateSource Known(params IPEndPoint[] ends) => new(ends, []);

    private static Socket Listener(IPAddress address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();
        return listener;
    }

    private static IPEndPoint EndOf(Socket listener) => (IPEndPoint)listener.LocalEndPoint!;

    /// <summary>An end at which nobody listens.</summary>
    private static IPEndPoint Refusing(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return EndOf(socket);
    }

    /// <summary>
    /// A refusal that is there before the attempt returns, so that no machine is too slow for the order.
    /// </summary>
    private ValueTask<ConnectAttempt> FailAtOnce(IPEndPoint end)
    {
        _events.Enqueue($"begin {end}");
        using var socket = Open(end);
        var error = NativeSocket.Connect(socket, SocketName.FromInternet(end));
        _events.Enqueue($"failed {end}");
        return ValueTask.FromResult(ConnectAttempt.Failed(Failure.Of(error, "connect", end.ToString())));
    }

    private async ValueTask<ConnectAttempt> RealAttempt(IPEndPoint end, CancellationToken cancellationToken)
    {
        _events.Enqueue($"begin {end}");
        try
        {
            var remote = SocketName.FromInternet(end);
            var result = await Engine.Default.ConnectAsync(Open(end), remote, cancellationToken);
            _events.Enqueue($"{(result.Transport is null ? "failed" : "connected")} {end}");
            return result.Transport is { } transport
                ? ConnectAttempt.Succeeded(transport, remote)
                : ConnectAttempt.Failed(Failure.Of(result.Error, "connect", end.ToString()));
        }
        catch (OperationCanceledException)
        {
            _events.Enqueue($"cancelled {end}");
            throw;
        }
    }
}
