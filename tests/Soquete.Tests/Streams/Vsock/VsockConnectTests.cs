namespace Soquete.Tests.Streams.Vsock;

/// <summary>Connecting to where nobody is: clear words, in bounded time.</summary>
public class VsockConnectTests
{
    public static TheoryData<string> Engines => VsockLoopback.Engines;

    /// <summary>
    /// With the loopback the port is refused; without it the kernel waits for an answer of the hypervisor for two
    /// seconds, or has nothing that leads there.
    /// </summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Connect_WhenNobodyListensOnTheLoopback_ThenSaysWhy(string engine)
    {
        const string NoLoopback = "; this machine may lack the loopback of vsock: modprobe vsock_loopback";
        await using var loopback = await VsockLoopback.TryListenAsync(VsockLoopback.Engine(engine));
        var e = await Assert.ThrowsAsync<SoqueteException>(
            () => VsockLoopback.ConnectAsync("vsock:9", VsockLoopback.Engine(engine)));
        var (kind, message) = (loopback, e.ErrorName) switch
        {
            ({ }, _) => (
                FailureKind.Refused, "refused: nobody listens there, or its backlog is full (connect: ECONNRESET)"),
            (_, "ETIMEDOUT") => (FailureKind.TimedOut, "Connection timed out (connect: ETIMEDOUT)" + NoLoopback),
            _ => (FailureKind.Other, "No such device (connect: ENODEV)" + NoLoopback),
        };
        Assert.Equal((kind, $"vsock:9: {message}"), (e.Kind, e.Message));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public Task Connect_WhenNobodyAnswersWithinTheLimit_ThenTellsTheLimit(string engine) => RunOutAsync(engine, "50ms");

    /// <summary>The kernel would give up after two seconds, unless it is told of the limit.</summary>
    [Fact]
    public Task Connect_WhenTheLimitIsBeyondTheKernels_ThenItIsTheOneThatHolds() => RunOutAsync("portable", "2500ms");

    private static async Task RunOutAsync(string engine, string limit)
    {
        var text = $"{VsockLoopback.Nowhere},connect-timeout={limit}";
        var e = await Assert.ThrowsAnyAsync<SoqueteException>(
            () => VsockLoopback.ConnectAsync(text, VsockLoopback.Engine(engine)));
        // Where nothing leads anywhere, as on a machine that is neither host nor guest, that is told at once.
        var (kind, problem) = e.ErrorName == "ENODEV"
            ? (FailureKind.Other, "No such device (connect: ENODEV); nothing leads there")
            : (FailureKind.TimedOut, $"not connected within {limit}");
        Assert.Equal(kind, e.Kind);
        Assert.StartsWith($"{text}: {problem}", e.Message, StringComparison.Ordinal);
    }
}
