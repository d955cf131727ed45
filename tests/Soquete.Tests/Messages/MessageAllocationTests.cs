using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Engines.Portable;
using Soquete.Messages;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Messages;

/// <summary>Once it runs, a message allocates nothing. A new engine adds rows.</summary>
[Collection(AloneCollection.Name)]
public class MessageAllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    /// <summary>
    /// What the thread pool and the test itself take now and then is far less than one object an operation. In a debug
    /// build the compiler makes each async method's state an object: three of the library, and one of the test's own.
    /// </summary>
#if DEBUG
    private const double MostBytesPerOperation = 1024;
#else
    private const double MostBytesPerOperation = 8;
#endif

    [Fact]
    public async Task PingPong_WhenWarm_ThenAllocatesNothing()
    {
        foreach (var engine in new[] { new PortableEngine(), RingEngines.ThreadPool })
        {
            var address = Address.Parse("unix-seqpacket:@soquete-allocation-test");
            await using var listener = await MessageListener.ListenAsync(address, engine, CancellationToken.None);
            await using var client = await MessageConnector.ConnectAsync(address, engine, CancellationToken.None);
            await using var server = await listener.AcceptAsync().Soon();
            await PlayAsync(client, server);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await PlayAsync(client, server);
            var perOperation = (GC.GetTotalAllocatedBytes(precise: true) - before) / (4.0 * Rounds);
            output.WriteLine($"{engine.Name}: {perOperation} bytes an operation");
            Assert.InRange(perOperation, 0, MostBytesPerOperation);
        }
    }

    private static Task PlayAsync(MessageConnection client, MessageConnection server) =>
        Task.WhenAll(
            Task.Run(() => RunAsync(client, serves: true)), Task.Run(() => RunAsync(server, serves: false))).AtLast();

    private static async Task RunAsync(MessageConnection connection, bool serves)
    {
        var ball = new byte[64];
        for (var i = 0; i < Rounds; i++)
        {
            await SideAsync(connection, ball, serves);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SideAsync(MessageConnection connection, Memory<byte> ball, bool serves)
    {
        if (serves)
        {
            await connection.SendAsync(ball);
        }

        await connection.ReceiveAsync(ball);
        if (!serves)
        {
            await connection.SendAsync(ball);
        }
    }
}
