using System.Runtime.CompilerServices;
using Soquete.Addresses;
using Soquete.Engines.Portable;
using Soquete.Streams;
using Soquete.Streams.Connecting;
using Soquete.Tests.Engines.IoUring;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Engines;

/// <summary>Once it runs, a transfer allocates nothing. A new engine adds rows.</summary>
[Collection(AloneCollection.Name)]
public class StreamAllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    /// <summary>
    /// What the thread pool and the test itself take now and then is far less than one object an operation. In a debug
    /// build the compiler makes each async method's state an object: two of the library, and one of the test's own.
    /// </summary>
#if DEBUG
    private const double MostBytesPerOperation = 512;
#else
    private const double MostBytesPerOperation = 8;
#endif

    [Theory]
    [InlineData("tcp4:0", false)]
    [InlineData("tcp6:0", false)]
    [InlineData("unix:@soquete-allocation-test", false)]
    [InlineData("tcp4:0", true)]
    [InlineData("unix:@soquete-allocation-test", true)]
    public async Task PingPong_WhenWarm_ThenAllocatesNothing(string address, bool usesPipes)
    {
        foreach (var engine in new[] { new PortableEngine(), RingEngines.ThreadPool, RingEngines.Inline })
        {
            await using var listener = await StreamListener.ListenAsync(
                Address.Parse(address), engine, CancellationToken.None);
            await using var client = await Connector.ConnectAsync(
                Address.Parse(listener.Address.ToString()), EndUse.Both, engine, CancellationToken.None);
            await using var server = await listener.AcceptAsync().Soon();
            await PlayAsync(client, server, usesPipes);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await PlayAsync(client, server, usesPipes);
            var perOperation = (GC.GetTotalAllocatedBytes(precise: true) - before) / (4.0 * Rounds);
            var kind = usesPipes ? "pipes" : "spans";
            output.WriteLine($"{engine.Name} {address}, {kind}: {perOperation} bytes an operation");
            Assert.InRange(perOperation, 0, MostBytesPerOperation);
        }
    }

    private static Task PlayAsync(StreamConnection client, StreamConnection server, bool usesPipes) => Task.WhenAll(
        Task.Run(() => PlayAsync(client, serves: true, usesPipes)),
        Task.Run(() => PlayAsync(server, serves: false, usesPipes))).AtLast();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SideAsync(StreamConnection connection, Memory<byte> ball, bool serves)
    {
        if (serves)
        {
            await connection.SendAsync(ball);
        }

        for (var filled = 0; filled < ball.Length;)
        {
            filled += await connection.ReceiveAsync(ball[filled..]);
        }

        if (!serves)
        {
            await connection.SendAsync(ball);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SideByPipesAsync(StreamConnection connection, ReadOnlyMemory<byte> ball, bool serves)
    {
        if (serves)
        {
            await connection.Output.WriteAsync(ball);
        }

        while (true)
        {
            var read = await connection.Input.ReadAsync();
            var isWhole = read.Buffer.Length >= ball.Length;
            var (start, end) = (read.Buffer.Start, read.Buffer.End);
            connection.Input.AdvanceTo(isWhole ? end : start, end);
            if (isWhole)
            {
                break;
            }
        }

        if (!serves)
        {
            await connection.Output.WriteAsync(ball);
        }
    }

    private static async Task PlayAsync(StreamConnection connection, bool serves, bool usesPipes)
    {
        var ball = new byte[64];
        for (var i = 0; i < Rounds; i++)
        {
            await (usesPipes ? SideByPipesAsync(connection, ball, serves) : SideAsync(connection, ball, serves));
        }
    }
}
