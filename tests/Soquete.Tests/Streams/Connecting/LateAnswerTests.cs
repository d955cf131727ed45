using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Soquete.Addresses;
using Soquete.Streams.Connecting;
using Soquete.Tests.Support;

namespace Soquete.Tests.Streams.Connecting;

/// <summary>The two lookups of RFC 8305 §3, answered when the test says.</summary>
public class LateAnswerTests
{
    private static readonly TcpAddress Address = new(Host.FromName("example.test"), 80);
    private static readonly IPEndPoint V6 = new(IPAddress.IPv6Loopback, 1);
    private static readonly IPEndPoint V4 = new(IPAddress.Loopback, 1);

    private readonly TaskCompletionSource<IReadOnlyList<IPEndPoint>> _v6Answer = new();
    private readonly TaskCompletionSource<IReadOnlyList<IPEndPoint>> _v4Answer = new();
    private readonly ConcurrentQueue<IPEndPoint> _begun = [];

    [Fact]
    public async Task Run_WhenIPv6AnswersFirst_ThenItIsTriedWithoutWaitingForIPv4()
    {
        var running = Run();
        _v6Answer.SetResult([V6]);
        await Eventually.HoldsAsync(() => _begun.SequenceEqual(new[] { V6 }));
        _v4Answer.SetResult([V4]);
        await FailsAsync(running);
        Assert.Equal([V6, V4], _begun);
    }

    [Fact]
    public async Task Run_WhenIPv6IsLate_ThenIPv4IsTriedAndIPv6Afterwards()
    {
        var running = Run();
        _v4Answer.SetResult([V4]);
        await Eventually.HoldsAsync(() => _begun.SequenceEqual(new[] { V4 }));
        _v6Answer.SetResult([V6]);
        await FailsAsync(running);
        Assert.Equal([V4, V6], _begun);
    }

    [Fact]
    public async Task Run_WhenBothAnswerTogether_ThenIPv6IsFirst()
    {
        _v4Answer.SetResult([V4]);
        _v6Answer.SetResult([V6]);
        await FailsAsync(Run());
        Assert.Equal([V6, V4], _begun);
    }

    [Fact]
    public async Task Run_WhenOneHasNoAddress_ThenTheOtherIsTried()
    {
        _v6Answer.SetResult([]);
        var running = Run();
        _v4Answer.SetResult([V4]);
        await FailsAsync(running);
        Assert.Equal([V4], _begun);
    }

    [Fact]
    public async Task Run_WhenOneLookUpFails_ThenTheOtherIsTried()
    {
        _v6Answer.SetException(new SocketException((int)SocketError.TryAgain));
        _v4Answer.SetResult([V4]);
        await FailsAsync(Run());
        Assert.Equal([V4], _begun);
    }

    [Fact]
    public async Task Run_WhenNeitherHasAnAddress_ThenTheNameIsNotFound()
    {
        _v6Answer.SetResult([]);
        _v4Answer.SetResult([]);
        var e = await Assert.ThrowsAsync<SoqueteException>(Run().Soon);
        Assert.Equal(FailureKind.NameNotFound, e.Kind);
        Assert.Equal("tcp:example.test:80: no address was found for the name 'example.test'", e.Message);
    }

    [Fact]
    public async Task Run_WhenTheResolverDoesNotAnswer_ThenSaysSo()
    {
        _v6Answer.SetException(new SocketException((int)SocketError.TryAgain));
        _v4Answer.SetResult([]);
        var e = await Assert.ThrowsAsync<SoqueteException>(Run().Soon);
        Assert.Equal("tcp:example.test:80: the resolver did not answer for 'example.test'", e.Message);
    }

    [Fact]
    public async Task Run_WhenCancelledWhileLookingUp_ThenEnds()
    {
        using var giveUp = new CancellationTokenSource();
        var running = Run(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(running.Soon);
        Assert.Empty(_begun);
    }

    private static async Task FailsAsync(Task running)
    {
        var e = await Assert.ThrowsAsync<ConnectFailedException>(running.Soon);
        Assert.Equal(FailureKind.Refused, e.Kind);
    }

    private Task<ConnectAttempt> Run(CancellationToken cancellationToken = default)
    {
        var source = new CandidateSource(
            [], [token => _v6Answer.Task.WaitAsync(token), token => _v4Answer.Task.WaitAsync(token)]);
        return new HappyEyeballs(Address, source, RefuseAsync).RunAsync(cancellationToken).AsTask();
    }

    private ValueTask<ConnectAttempt> RefuseAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        _begun.Enqueue(end);
        return ValueTask.FromResult(
            ConnectAttempt.Failed(new SoqueteException(FailureKind.Refused, end.ToString(), "refused")));
    }
}
