using System.Buffers;
using Soquete.Impairments;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Impairments;

public class PacedDelayTests(ITestOutputHelper output)
{
    private readonly ManualTime _time = new();
    private readonly ArrayBufferWriter<byte> _delivered = new();

    [Fact]
    public async Task Bytes_WhenDelayed_ThenComeInOrderAndLater()
    {
        await using var delay = new PacedDelay(Ms(20), null, DeliverAsync, _time);
        await delay.SubmitAsync("one "u8.ToArray());
        await _time.WaitsForAsync(Ms(20));
        _time.MoveTo(Ms(10));
        await delay.SubmitAsync("two"u8.ToArray());
        _time.MoveTo(Ms(20));
        await _time.WaitsForAsync(Ms(30));
        Assert.Equal("one "u8.ToArray(), _delivered.WrittenSpan.ToArray());
        Assert.Equal(3, delay.BytesUndelivered);
        var completed = delay.CompleteAsync();
        Assert.False(completed.IsCompleted);
        _time.MoveTo(Ms(30));
        await completed.Soon();
        Assert.Equal("one two"u8.ToArray(), _delivered.WrittenSpan.ToArray());
        Assert.Equal(0, delay.BytesUndelivered);
    }

    [Fact]
    public async Task Rate_WhenSet_ThenBytesComeInSmallPiecesAtThatRate()
    {
        var pieces = new List<(TimeSpan At, int Length)>();
        await using var delay = new PacedDelay(Ms(5), 80_000, (bytes, _) =>
        {
            pieces.Add((_time.GetElapsedTime(0), bytes.Length));
            return ValueTask.CompletedTask;
        }, _time);
        await delay.SubmitAsync(new byte[1_050]);
        await _time.RunAsync(delay.CompleteAsync());
        var expected = Enumerable.Range(1, 10).Select(i => (Ms(5 + (10 * i)), 100)).Append((Ms(110), 50));
        Assert.Equal(expected, pieces);
    }

    [Fact]
    public async Task Bytes_WhenOfAnyLengths_ThenAllComeInOrder()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < 20; i++)
        {
            _delivered.ResetWrittenCount();
            long? rate = random.Coin() ? null : random.NextInt64(1_000_000, 100_000_000_000);
            await using var delay = new PacedDelay(Ms(random.Next(3)), rate, DeliverAsync, _time);
            var bytes = RandomPayload.Of(random.Next(1, 1_000_000));
            var submitting = Task.Run(async () =>
            {
                for (var sent = 0; sent < bytes.Length;)
                {
                    var length = Math.Min(random.Next(200_000), bytes.Length - sent);
                    var buffer = bytes.AsSpan(sent, length).ToArray();
                    await delay.SubmitAsync(buffer);
                    // They were copied.
                    Array.Clear(buffer);
                    sent += length;
                }

                await delay.CompleteAsync();
            });
            await _time.RunAsync(submitting);
            Assert.Equal(bytes, _delivered.WrittenSpan.ToArray());
        }
    }

    [Fact]
    public async Task Submit_WhenTooManyBytesAreUnderWay_ThenWaits()
    {
        const int Piece = PacedDelay.LongestPiece;
        await using var delay = new PacedDelay(Ms(100), null, DeliverAsync, _time);
        await delay.SubmitAsync(new byte[PacedDelay.MostBytes]).Soon();
        await _time.WaitsForAsync(Ms(100));
        _time.MoveTo(Ms(50));
        var more = delay.SubmitAsync(new byte[Piece]).AsTask();
        Assert.False(more.IsCompleted);
        Assert.Equal(PacedDelay.MostBytes, delay.BytesUndelivered);
        _time.MoveTo(Ms(100));
        await more.Soon();
        await _time.RunAsync(delay.CompleteAsync());
        Assert.Equal(PacedDelay.MostBytes + Piece, _delivered.WrittenCount);
    }

    [Fact]
    public async Task Submit_WhenTooManyPiecesAreUnderWay_ThenWaits()
    {
        await using var delay = new PacedDelay(Ms(100), null, DeliverAsync, _time);
        for (var i = 0; i < PacedDelay.MostPieces; i++)
        {
            await delay.SubmitAsync(new byte[1]).Soon();
        }

        using var cancel = new CancellationTokenSource();
        var more = delay.SubmitAsync(new byte[1], cancel.Token).AsTask();
        Assert.False(more.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more.Soon());
        await _time.RunAsync(delay.CompleteAsync());
        Assert.Equal(PacedDelay.MostPieces, _delivered.WrittenCount);
    }

    [Fact]
    public async Task Callback_WhenItThrows_ThenTheSubmitterIsTold()
    {
        var go = new TaskCompletionSource();
        await using var delay = new PacedDelay(default, null, async (_, _) =>
        {
            await go.Task;
            throw new InvalidDataException("gone");
        }, _time);
        await delay.SubmitAsync(new byte[PacedDelay.MostBytes]).Soon();
        var waiting = delay.SubmitAsync(new byte[1]).AsTask();
        Assert.False(waiting.IsCompleted);
        go.SetResult();
        await Assert.ThrowsAsync<InvalidDataException>(() => waiting.Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() => delay.SubmitAsync(new byte[1]).Soon());
        await Assert.ThrowsAsync<InvalidDataException>(() => delay.CompleteAsync().Soon());
        Assert.Equal(PacedDelay.MostBytes, delay.BytesUndelivered);
    }

    [Fact]
    public async Task Dispose_WhenASubmitterWaits_ThenEndsIt()
    {
        var delay = new PacedDelay(Ms(100), null, DeliverAsync, _time);
        await delay.SubmitAsync(new byte[PacedDelay.MostBytes]).Soon();
        var waiting = delay.SubmitAsync(new byte[1]).AsTask();
        await delay.DisposeAsync().Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        Assert.Equal(0, _delivered.WrittenCount);
        Assert.Equal(PacedDelay.MostBytes, delay.BytesUndelivered);
    }

    [Fact]
    public async Task Submit_WhenCompleted_ThenIsRefused()
    {
        await using var delay = new PacedDelay(default, null, DeliverAsync, _time);
        await delay.CompleteAsync().Soon();
        await delay.SubmitAsync(ReadOnlyMemory<byte>.Empty).Soon();
        await Assert.ThrowsAsync<InvalidOperationException>(() => delay.SubmitAsync(new byte[1]).Soon());
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private ValueTask DeliverAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _delivered.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }
}
