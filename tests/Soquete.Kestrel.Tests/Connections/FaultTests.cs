using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Soquete.Kestrel.Tests.Connections;

/// <summary>Clients that do everything in every state, and what is left of it: nothing.</summary>
[Collection(AloneCollection.Name)]
public class FaultTests(ITestOutputHelper output)
{
    private const int Clients = 400;
    private const int AtOnce = 20;

    /// <summary>In a debug build the compiler makes each asynchronous method's state an object.</summary>
#if DEBUG
    private const int MostBytesPerTrip = 1024;
#else
    private const int MostBytesPerTrip = 4;
#endif

    private static readonly byte[] Large = RandomBytes.Of(3_000_000);

    [Theory]
    [EveryCarrier]
    public async Task Clients_WhenTheyEndInEveryState_ThenNothingIsLeft(Carrier carrier)
    {
        var random = SeededRandom.Create(output);
        await using var server = await Server.StartAsync(carrier, new ServerPlan
        {
            Request = AnswerAsync,
            // An application that goes on with a client that is gone fails, and is meant to.
            MayFail = true,
        });
        await AskAsync(server);
        await Eventually.HoldsAsync(() => Closed(server) == 1);
        var before = OpenDescriptors.Count();
        var seeds = Enumerable.Range(0, Clients).Select(_ => random.Next()).ToList();
        await Parallel.ForEachAsync(
            seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (seed, _) => await MisbehaveAsync(server, new Random(seed))).AtLast();
        await AskAsync(server);
        await Eventually.HoldsAsync(() => OpenDescriptors.Count() <= before);
        var accepted = server.Log.OfTransport.Count(entry => entry.Id.Id == 10);
        await Eventually.HoldsAsync(() => Closed(server) == accepted);
    }

    [Theory]
    [EveryCarrier]
    public async Task Echo_WhenWarm_ThenAllocatesNothing(Carrier carrier)
    {
        const int Trips = 5_000;
        await using var server = await Server.StartAsync(carrier, new ServerPlan { Connection = EchoAsync });
        using var client = server.ConnectToBlock();
        Trip(client, Trips);
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Trip(client, Trips);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        output.WriteLine($"{least} bytes for {Trips} trips");
        Assert.True(least < Trips * MostBytesPerTrip, $"{least} bytes were allocated for {Trips} trips");
    }

    private static int Closed(Server server) => server.Log.OfTransport.Count(entry => entry.Id.Id == 12);

    private static async Task AskAsync(Server server)
    {
        using var client = await server.ConnectAsync();
        await client.SendAsync("GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.EndsWith("small", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/large":
                await context.Response.Body.WriteAsync(Large);
                break;
            case "/abort":
                context.Abort();
                break;
            default:
                await context.Request.Body.CopyToAsync(Stream.Null);
                context.Response.ContentLength = 5;
                await context.Response.WriteAsync("small");
                break;
        }
    }

    private static async Task MisbehaveAsync(Server server, Random random)
    {
        using var client = await server.ConnectAsync();
        try
        {
            for (var i = random.Next(4); i > 0; i--)
            {
                await client.SendAsync("GET /small HTTP/1.1\r\nHost: x\r\n\r\n");
                await client.ReadAnswerAsync();
            }

            await client.SendAsync(random.Pick(
                "", "GET", "GET /small HTTP/1.1\r\nHost: x\r\n\r\n", "GET /abort HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /large HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n",
                "POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome",
                string.Concat(Enumerable.Repeat("GET /small HTTP/1.1\r\nHost: x\r\n\r\n", 20))));
            await EndAsync(client, random);
        }
        catch (SocketException)
        {
            // The server was first.
        }
    }

    private static async Task EndAsync(RawClient client, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                client.Reset();
                break;
            case 1:
                client.EndOutput();
                await client.ReadEndAsync();
                break;
            case 2:
                await client.Socket.ReceiveAsync(new byte[1], SocketFlags.None, new CancellationToken(random.Coin()))
                    .AsTask().WaitAsync(TimeSpan.FromMilliseconds(random.Next(1, 20))).ContinueWith(
                        _ => client.Reset(), TaskScheduler.Default);
                break;
            default:
                break;
        }
    }

    private static async Task EchoAsync(ConnectionContext connection)
    {
        while (await connection.Transport.Input.ReadAsync() is { IsCompleted: false } result)
        {
            foreach (var piece in result.Buffer)
            {
                await connection.Transport.Output.WriteAsync(piece);
            }

            connection.Transport.Input.AdvanceTo(result.Buffer.End);
        }
    }

    private static void Trip(Socket socket, int count)
    {
        Span<byte> message = stackalloc byte[64];
        for (var i = 0; i < count; i++)
        {
            socket.Send(message);
            for (var received = 0; received < message.Length;)
            {
                received += socket.Receive(message[received..]);
            }
        }
    }
}
