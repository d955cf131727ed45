using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Datagrams;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Datagrams;

/// <summary>Once it runs, a datagram costs no allocation, alone or in a batch.</summary>
[Collection(AloneCollection.Name)]
public class DatagramAllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 5_000;

    /// <summary>
    /// In a debug build the compiler makes each async method's state an object: two of the library for a wait, with all
    /// that is told of a datagram in them, and one of the test's own. There is none where nothing waits.
    /// </summary>
#if DEBUG
    private const double MostBytesWaiting = 2048;
#else
    private const double MostBytesWaiting = 8;
#endif

    private const double MostBytes = 8;

    [Theory]
    [InlineData("udp4:0")]
    [InlineData("udp6:0")]
    [InlineData("unix-dgram:@soquete-allocation-test")]
    public async Task Batches_WhenWarm_ThenAllocateNothing(string address)
    {
        await using var bound = await DatagramSocket.BindAsync(Address.Parse(address));
        await using var connected = await DatagramSocket.ConnectAsync(Address.Parse(bound.Address.ToString()));
        using var sent = new DatagramBatch();
        using var received = new DatagramBatch();
        for (var i = 0; i < 8; i++)
        {
            sent.TryAdd(RandomPayload.Of(64 + (i % 3)));
        }

        PlayBatches(connected, bound, sent, received);
        var bytes = PlayBatches(connected, bound, sent, received);
        Check(address, bytes / (16.0 * Rounds), MostBytes);
        Assert.Equal(2 * 8 * Rounds, bound.DatagramsSent);
        Assert.Equal(2 * 8 * Rounds, connected.DatagramsReceived);
    }

    /// <summary>A batch goes out and comes back, again and again, on this thread.</summary>
    /// <returns>How many bytes that took.</returns>
    private static long PlayBatches(
        DatagramSocket asking, DatagramSocket answering, DatagramBatch sent, DatagramBatch received)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            asking.TrySend(sent);
            for (var answered = 0; answered < sent.Count;)
            {
                answered += answering.TryReceive(received) ? answering.TrySend(received) : 0;
            }

            for (var seen = 0; seen < sent.Count;)
            {
                seen += asking.TryReceive(received) ? Whole(received) : 0;
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>How many datagrams of a batch are not cut, by all that is told of each.</summary>
    private static int Whole(DatagramBatch batch)
    {
        var whole = 0;
        foreach (var entry in batch)
        {
            whole += entry.IsTruncated || entry.Details.IsTruncated ? 0 : 1;
        }

        return whole;
    }

    [Theory]
    [InlineData("udp4:0")]
    [InlineData("udp6:0")]
    [InlineData("udp4:*:0")]
    [InlineData("unix-dgram:@soquete-allocation-test")]
    public async Task PingPong_WhenWarm_ThenAllocatesNothing(string address)
    {
        await using var bound = await DatagramSocket.BindAsync(Address.Parse(address));
        var target = bound.Address.ToString().Replace("*", "127.0.0.1", StringComparison.Ordinal);
        await using var connected = await DatagramSocket.ConnectAsync(Address.Parse(target));
        await PlayAsync(connected, bound);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await PlayAsync(connected, bound);
        var perOperation = (GC.GetTotalAllocatedBytes(precise: true) - before) / (4.0 * Rounds);
        Check(address, perOperation, MostBytesWaiting);
    }

    private void Check(string address, double perOperation, double most)
    {
        output.WriteLine($"{address}: {perOperation} bytes an operation");
        Assert.InRange(perOperation, 0, most);
    }

    private static Task PlayAsync(DatagramSocket asking, DatagramSocket answering) =>
        Task.WhenAll(Task.Run(() => AskAsync(asking)), Task.Run(() => AnswerAsync(answering))).AtLast();

    private static async Task AskAsync(DatagramSocket socket)
    {
        var ball = new byte[64];
        for (var i = 0; i < Rounds; i++)
        {
            await SendAndReceiveAsync(socket, ball);
        }
    }

    private static async Task AnswerAsync(DatagramSocket socket)
    {
        var ball = new byte[64];
        for (var i = 0; i < Rounds; i++)
        {
            await ReceiveAndReplyAsync(socket, ball);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendAndReceiveAsync(DatagramSocket socket, Memory<byte> ball)
    {
        await socket.SendAsync(ball);
        await socket.ReceiveAsync(ball);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReceiveAndReplyAsync(DatagramSocket socket, Memory<byte> ball)
    {
        var datagram = await socket.ReceiveAsync(ball);
        await socket.ReplyAsync(ball, datagram);
    }
}
