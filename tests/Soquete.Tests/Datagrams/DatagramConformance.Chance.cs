using Soquete.Datagrams;
using Soquete.Tests.Support;

namespace Soquete.Tests.Datagrams;

/// <content>Thousands of datagrams of any length, between many peers, sent and received in every way.</content>
public abstract partial class DatagramConformance
{
    private const int ChancePeers = 6;
    private const int ChanceDatagrams = 4000;

    [Fact]
    public async Task Echo_WhenLengthsPeersAndWaysAreMixed_ThenTheSameComesBackInOrder()
    {
        var random = SeededRandom.Create(_output);
        await using var hub = await BindAsync();
        var peers = new ChancePeer[ChancePeers];
        for (var i = 0; i < peers.Length; i++)
        {
            peers[i] = new ChancePeer(await ConnectAsync(hub, Offload(random.Coin())), random);
        }

        var echoing = EchoByChanceAsync(hub, new Random(random.Next()));
        while (peers.Sum(peer => peer.Answered) < ChanceDatagrams)
        {
            await random.Pick(peers).AskAsync();
        }

        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }

        await hub.DisposeAsync();
        await echoing.Soon();
    }

    /// <summary>Answers by single datagrams and by batches of any size.</summary>
    private static async Task EchoByChanceAsync(DatagramSocket hub, Random random)
    {
        using var large = new DatagramBatch(slots: 5);
        using var small = new DatagramBatch(slots: 4, slotBytes: ChancePeer.LongestBytes);
        var buffer = new byte[ChancePeer.LongestBytes];
        try
        {
            while (true)
            {
                if (random.Next(3) == 0)
                {
                    var datagram = await hub.ReceiveAsync(buffer);
                    await hub.ReplyAsync(buffer.AsMemory(0, datagram.Count), datagram);
                    continue;
                }

                var batch = random.Pick(large, small);
                await hub.ReceiveAsync(batch);
                await hub.SendAsync(batch);
            }
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
