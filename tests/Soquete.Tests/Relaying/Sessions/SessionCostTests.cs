using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Relaying.Sessions;

/// <summary>What sessions and datagrams leave behind.</summary>
[Collection(AloneCollection.Name)]
public sealed class SessionCostTests(ITestOutputHelper output)
{
    private const int Sessions = 3000;
    private const int Datagrams = 20_000;

    /// <summary>
    /// In a debug build the compiler makes each async method's state an object: of the library there are a few for
    /// each wait. In a release build the thread pool takes some bytes now and then, less than an object each.
    /// </summary>
#if DEBUG
    private const double MostBytes = 2048;
#else
    private const double MostBytes = 20;
#endif

    [Fact]
    public async Task Run_WhenThousandsOfSessionsHaveBeen_ThenNoDescriptorIsLeft()
    {
        await RunAsync("udp4:0,max-sessions=50", 200);
        var before = OpenDescriptors.Count();
        await RunAsync("udp4:0,max-sessions=50", Sessions);
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
    }

    [Fact]
    public async Task Run_WhenDatagramsPass_ThenNothingIsAllocatedForEach()
    {
        using var server = PlainDatagrams.Udp();
        await using var relay = await RunningRelay.StartAsync("udp4:0", $"udp4:{server.Port}");
        using var peer = PlainDatagrams.Udp();
        peer.Connect(relay.Port!.Value);
        var (near, far) = (new byte[100], new byte[100]);
        server.Socket.ReceiveTimeout = (int)Limits.Event.TotalMilliseconds;
        Pass(1000);
        await Task.Yield();
        // Less what this thread's own calls take.
        var before = GC.GetTotalAllocatedBytes(precise: true) - GC.GetAllocatedBytesForCurrentThread();
        Pass(Datagrams);
        var after = GC.GetTotalAllocatedBytes(precise: true) - GC.GetAllocatedBytesForCurrentThread();
        var each = (after - before) / (double)Datagrams;
        output.WriteLine($"{each} bytes for each datagram");
        Assert.InRange(each, 0, MostBytes);

        void Pass(int count)
        {
            for (var i = 0; i < count; i++)
            {
                peer.Socket.Send(near);
                Assert.Equal(near.Length, server.Socket.Receive(far));
            }
        }
    }

    private static async Task RunAsync(string from, int sessions)
    {
        using var server = PlainDatagrams.Udp();
        var echoing = server.EchoAsync();
        await using var relay = await RunningRelay.StartAsync(from, $"udp4:{server.Port}");
        for (var i = 0; i < sessions; i++)
        {
            using var peer = PlainDatagrams.Udp();
            peer.Connect(relay.Port!.Value);
            peer.Send("x");
            await peer.ReceiveAsync();
        }

        var report = await relay.StopAsync();
        // The system may give a port again while its session is remembered.
        Assert.InRange(report.Joined, sessions / 2, sessions);
        server.Dispose();
        await echoing.Soon();
    }
}
