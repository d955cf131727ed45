using Soquete.Addresses;
using Soquete.Streams;
using Soquete.Relaying;
using Soquete.Tests.Engines;
using Soquete.Tests.Support;

namespace Soquete.Tests.Relaying;

/// <summary>What breaks is not passed on as an ordinary end, and what is lost is said.</summary>
public sealed class RelayFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Join_WhenOneSideIsReset_ThenTheOtherIsTooAndTheResultSaysWhich(bool firstBreaks)
    {
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var other = await JoinedEnd.OpenAsync("tcp");
        var (breaking, left) = firstBreaks ? (one, other) : (other, one);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        await breaking.FarOutput.WriteAsync("part of"u8.ToArray());
        await left.FarInput.ReadExactlyAsync(new byte[7]).Soon();
        breaking.Abort();
        await Assert.ThrowsAsync<PeerBrokeOffException>(() => left.FarInput.ReadAsync(new byte[1]).Soon());
        var result = await joining.Soon();
        Assert.Same(breaking.Near, result.FailedEnd);
        var failure = Assert.IsType<PeerBrokeOffException>(result.Failure);
        Assert.Equal((0, 7), (failure.BytesSent, failure.BytesReceived));
    }

    [Fact]
    public async Task Join_WhenASideIsResetWhileMuchPasses_ThenTheOtherIsTooAndTheResultSaysWhich()
    {
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var other = await JoinedEnd.OpenAsync("unix");
        var joining = Relay.JoinAsync(one.Near, other.Near);
        var sending = one.FarOutput.WriteAsync(RandomPayload.Of(64 * 1024 * 1024)).AsTask();
        await other.FarInput.ReadExactlyAsync(new byte[1024 * 1024]).Soon();
        other.Abort();
        await Assert.ThrowsAsync<PeerBrokeOffException>(sending.Soon);
        var result = await joining.Soon();
        Assert.Same(other.Near, result.FailedEnd);
        Assert.IsType<PeerBrokeOffException>(result.Failure);
        Assert.InRange(result.BytesForward, 1024 * 1024, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task Join_WhenTheDiskIsFull_ThenSaysHowMuchIsLost()
    {
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var full = await JoinedEnd.OpenDestinationAsync("file:/dev/full");
        var joining = Relay.JoinAsync(one.Near, full);
        await one.FarOutput.WriteAsync("12345"u8.ToArray());
        var result = await joining.Soon();
        Assert.Same(full, result.FailedEnd);
        Assert.Equal("ENOSPC", result.Failure!.ErrorName);
        Assert.Contains("No space left on device", result.Failure.Message);
        Assert.Contains("5 bytes are lost", result.Failure.Message);
        Assert.Equal(5, result.BytesForward);
    }

    [Theory]
    [InlineData("exec:true")]
    [InlineData("exec:head -c 1")]
    public async Task Join_WhenAChildEndsWithoutReadingAll_ThenThatIsNoFailure(string command)
    {
        await using var one = await JoinedEnd.OpenAsync("unix");
        await using var child = await StreamConnection.ConnectAsync(Address.Parse(command));
        var joining = Relay.JoinAsync(one.Near, child);
        var sending = one.FarOutput.WriteAsync(RandomPayload.Of(8 * 1024 * 1024)).AsTask();
        await one.ReceiveToEndAsync();
        one.Abort();
        await ((Task)sending).Soon()
            .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        Assert.NotSame(child, (await joining.Soon()).FailedEnd);
    }

    [Fact]
    public async Task Join_WhenAChildAnswersAfterTheEndOfItsInput_ThenTheAnswerArrives()
    {
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var child = await StreamConnection.ConnectAsync(Address.Parse("exec:wc -c"));
        var joining = Relay.JoinAsync(one.Near, child);
        await one.FarOutput.WriteAsync("12345"u8.ToArray());
        await one.CompleteOutputAsync();
        Assert.Equal("5\n", await one.ReceiveToEndAsync());
        Assert.Equal(new RelayResult(5, 2, null, null), await joining.Soon());
    }

    [Fact]
    public async Task Join_WhenAChildEndsItsOutputFirst_ThenItStillGetsAllOfItsInput()
    {
        await File.WriteAllTextAsync(_folder["f"], "");
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var child = await StreamConnection.ConnectAsync(
            Address.Parse($"exec:exec >&-; cat > {_folder["f"]},shell"));
        var joining = Relay.JoinAsync(one.Near, child);
        Assert.Equal("", await one.ReceiveToEndAsync());
        await one.FarOutput.WriteAsync("late input"u8.ToArray());
        await one.CompleteOutputAsync();
        Assert.Null((await joining.Soon()).Failure);
        await Eventually.HoldsAsync(() => File.ReadAllText(_folder["f"]) == "late input");
    }

    [Theory]
    [InlineData("tcp", "tcp")]
    [InlineData("tcp", "pipes")]
    [InlineData("pipes", "tcp")]
    [InlineData("pipes", "unix")]
    [InlineData("unix", "pipes")]
    public async Task Join_WhenTheDestinationDoesNotRead_ThenTheSourceWaits(string first, string second)
    {
        const int Length = 64 * 1024 * 1024;
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        var sending = Task.Run(() => one.FarOutput.WriteAsync(RandomPayload.Of(Length)).AsTask());
        var before = -1L;
        await Eventually.HoldsAsync(async () =>
        {
            await Task.Delay(50);
            return one.Near.BytesReceived > 0
                && Interlocked.Exchange(ref before, one.Near.BytesReceived) == one.Near.BytesReceived;
        });
        Assert.InRange(one.Near.BytesReceived, 1, Length / 2);
        Assert.False(sending.IsCompleted);
        await other.FarInput.ReadExactlyAsync(new byte[Length]).AsTask().AtLast();
        await sending.Soon();
        await one.CompleteOutputAsync();
        await other.CompleteOutputAsync();
        Assert.Null((await joining.Soon()).Failure);
    }

    [Theory]
    [InlineData("tcp", "unix")]
    [InlineData("pipes", "unix")]
    [InlineData("pipes", "pipes")]
    [InlineData("unix", "pipes")]
    public async Task Join_WhenTheDestinationGoesAwayWhileNothingPasses_ThenItIsNoticed(string first, string second)
    {
        await using var one = await JoinedEnd.OpenAsync(first);
        await using var other = await JoinedEnd.OpenAsync(second);
        var joining = Relay.JoinAsync(one.Near, other.Near);
        other.Abort();
        Assert.Equal("", await one.ReceiveToEndAsync());

        // The first has neither sent nor ended; a socket is waited for until it does,
        // or the close has waited long enough.
        one.Abort();
        await joining.Soon();
    }

    [Theory]
    [InlineData("tcp", true)]
    [InlineData("unix", true)]
    [InlineData("pipes", true)]
    [InlineData("pipes", false)]
    public async Task Join_WhenASideIsIdleTooLong_ThenTheResultSaysSo(string kind, bool idleIsFirst)
    {
        await using var end = await JoinedEnd.OpenAsync(kind);
        await using var idle = await OpenIdleAsync();
        var (first, second) = idleIsFirst ? (idle.Server, end.Near) : (end.Near, idle.Server);
        var result = await Relay.JoinAsync(first, second).Soon();
        Assert.Equal(FailureKind.TimedOut, result.Failure!.Kind);
        Assert.Same(idle.Server, result.FailedEnd);
    }

    [Theory]
    [InlineData("tcp", "tcp")]
    [InlineData("tcp", "pipes")]
    [InlineData("pipes", "tcp")]
    [InlineData("pipes", "unix")]
    [InlineData("pipes", "pipes")]
    public async Task Join_WhenCancelledAtAnyMoment_ThenBothAreClosedAndItThrows(string first, string second)
    {
        for (var progress = 0; progress < 2_000_000; progress = (progress * 3) + 1)
        {
            await using var one = await JoinedEnd.OpenAsync(first);
            await using var other = await JoinedEnd.OpenAsync(second);
            using var stop = new CancellationTokenSource();
            var joining = Relay.JoinAsync(one.Near, other.Near, stop.Token);
            var sending = Task.Run(() => WriteForEverAsync(one.FarOutput));
            await other.FarInput.ReadExactlyAsync(new byte[progress]).Soon();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(joining.Soon);
            await Eventually.HoldsAsync(
                () => one.Near.Transport.InputHandle!.IsClosed && other.Near.Transport.OutputHandle!.IsClosed);
            await Assert.ThrowsAnyAsync<IOException>(sending.Soon);
        }
    }

    [Fact]
    public async Task Join_WhenCancelledBeforeItBegins_ThenBothAreClosedAndItThrows()
    {
        await using var one = await JoinedEnd.OpenAsync("tcp");
        await using var other = await JoinedEnd.OpenAsync("pipes");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Relay.JoinAsync(one.Near, other.Near, new CancellationToken(true)).Soon());
        await Eventually.HoldsAsync(() => one.Near.Transport.InputHandle!.IsClosed);
    }

    private static async Task WriteForEverAsync(Stream output)
    {
        while (true)
        {
            await output.WriteAsync(new byte[64 * 1024]);
        }
    }

    private static async Task<ConnectionPair> OpenIdleAsync()
    {
        var listener = await StreamListener.ListenAsync(Address.Parse("tcp4:0,idle-timeout=100ms"));
        var client = await StreamConnection.ConnectAsync(Address.Parse($"tcp4:{listener.LocalEnds[0].Port}")).Soon();
        return new ConnectionPair(listener, client, await listener.AcceptAsync().Soon());
    }
}
