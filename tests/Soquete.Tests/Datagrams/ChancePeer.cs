using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <summary>Sends a burst of datagrams by chance, and checks that the same come back in order.</summary>
internal sealed class ChancePeer(DatagramSocket socket, Random random) : IAsyncDisposable
{
    public const int LongestBytes = 3000;

    /// <summary>So few at once that no receiver's buffer overflows.</summary>
    private const int LongestBurst = 20;

    private readonly DatagramBatch _batch = new(slots: LongestBurst);

    /// <summary>How many came back.</summary>
    public int Answered { get; private set; }

    public async Task AskAsync()
    {
        var sent = Burst();
        if (random.Coin())
        {
            _batch.Clear();
            Assert.All(sent, datagram => Assert.True(_batch.TryAdd(datagram)));
            await socket.SendAsync(_batch).Soon();
        }
        else
        {
            foreach (var datagram in sent)
            {
                await socket.SendAsync(datagram).Soon();
            }
        }

        Assert.Equal(sent, await AnswersAsync(sent.Count));
        Answered += sent.Count;
    }

    public async ValueTask DisposeAsync()
    {
        _batch.Dispose();
        await socket.DisposeAsync();
    }

    private List<byte[]> Burst()
    {
        var burst = new List<byte[]>();
        var length = 0;
        for (var count = random.Next(1, LongestBurst); burst.Count < count;)
        {
            // Runs of one length are what the kernel joins.
            length = random.Next(4) == 0 ? random.Pick(0, 1, 64, 1200, random.Next(LongestBytes)) : length;
            var datagram = new byte[length];
            random.NextBytes(datagram);
            burst.Add(datagram);
        }

        return burst;
    }

    private async Task<List<byte[]>> AnswersAsync(int count)
    {
        if (random.Coin())
        {
            return await socket.ReceiveManyAsync(_batch, count);
        }

        var answers = new List<byte[]>();
        var buffer = new byte[LongestBytes];
        while (answers.Count < count)
        {
            var datagram = await socket.ReceiveAsync(buffer).Soon();
            Assert.False(datagram.IsTruncated);
            answers.Add(buffer[..datagram.Count]);
        }

        return answers;
    }
}
