using System.Net;
using System.Net.Sockets;
using Soquete.Benchmarking;
using Soquete.Benchmarking.Measuring;
using Soquete.Benchmarking.Protocol;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Benchmarking;

/// <summary>Whatever comes, the server goes on and serves the next client. The seed is printed.</summary>
public class ServerFuzzTests(ITestOutputHelper output)
{
    private const int Connections = 1500;
    private const int Datagrams = 20_000;

    [Fact]
    public async Task Tcp_WhenGarbageComes_ThenTheServerGoesOn()
    {
        var random = SeededRandom.Create(output);
        await using var server = await RunningServer.StartAsync("tcp4:0");
        var end = EndOf(server);
        for (var i = 0; i < Connections; i++)
        {
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(end);
            await client.SendAsync(Conversation(random));
            client.LingerState = new LingerOption(random.Coin(), 0);
        }

        await AssertServesAsync(server);
        Assert.DoesNotContain(server.Ended, ended => ended.BytesSent > 0 && ended.Failure is not null);
    }

    [Fact]
    public async Task Udp_WhenGarbageComes_ThenTheServerGoesOn()
    {
        var random = SeededRandom.Create(output);
        await using var server = await RunningServer.StartAsync("udp4:0");
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await client.ConnectAsync(EndOf(server));
        for (var i = 0; i < Datagrams; i++)
        {
            await client.SendAsync(Datagram(random));
        }

        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Join_WhenTheTokenIsGuessed_ThenItIsRefused()
    {
        var random = SeededRandom.Create(output);
        await using var server = await RunningServer.StartAsync("tcp4:0");
        for (var i = 0; i < 300; i++)
        {
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(EndOf(server));
            var frame = new byte[BenchProtocol.MaxFrameBytes];
            var length = ControlClient.WriteJoin(frame, (ulong)random.NextInt64(), random.Next(70_000));
            await client.SendAsync(frame.AsMemory(0, length));
            var count = await client.ReceiveAsync(frame).Soon();
            var problem = ControlClient.ProblemOf(frame.AsSpan(0, count), "server");
            Assert.Equal(FailureKind.NotPermitted, problem!.Kind);
        }
    }

    /// <summary>A source that nobody has proved gets at most what he sent, once.</summary>
    [Fact]
    public async Task Hello_WhenItIsShorterThanItsAnswerCouldBe_ThenIsNotAnswered()
    {
        await using var server = await RunningServer.StartAsync("udp4:0");
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await client.ConnectAsync(EndOf(server));
        var hello = new byte[BenchProtocol.PaddedHelloBytes];
        new DatagramHeader(DatagramKind.Control, 7, 0, 0, 1, 0).Write(hello);
        var frame = new FrameWriter(hello.AsSpan(DatagramHeader.Bytes), MessageKind.Hello);
        frame.Bytes(BenchProtocol.Magic);
        frame.UInt16(BenchProtocol.Version);
        frame.UInt64(1);
        frame.End();
        await client.SendAsync(hello.AsMemory(0, hello.Length - 1));
        hello[23] = 2;
        await client.SendAsync(hello);
        var answer = new byte[1000];
        var count = await client.ReceiveAsync(answer).Soon();
        Assert.InRange(count, DatagramHeader.Bytes, hello.Length);
        Assert.True(DatagramHeader.TryRead(answer.AsSpan(0, count), out var header));
        Assert.Equal(2u, header.Number);
    }

    private static IPEndPoint EndOf(RunningServer server) =>
        IPEndPoint.Parse(server.Address.ToString().Replace("tcp4:", "127.0.0.1:", StringComparison.Ordinal)
            .Replace("udp4:", "127.0.0.1:", StringComparison.Ordinal));

    private static async Task AssertServesAsync(RunningServer server)
    {
        var result = await server.Benchmark().MeasureRequestsAsync(new RequestOptions
        {
            Count = 50, WarmUp = TimeSpan.Zero, ReplyTimeout = Limits.Event,
        }).AtLast();
        Assert.Equal(50, result.Completed);
    }

    /// <summary>A hello that is right in half of the cases, and then anything.</summary>
    private static byte[] Conversation(Random random)
    {
        var bytes = new List<byte>();
        var frame = new byte[BenchProtocol.MaxFrameBytes];
        if (random.Coin())
        {
            var hello = new FrameWriter(frame, MessageKind.Hello);
            hello.Bytes(BenchProtocol.Magic);
            hello.UInt16(random.Pick<ushort>(0, 1, 2, ushort.MaxValue));
            hello.UInt64((ulong)random.NextInt64());
            bytes.AddRange(frame[..hello.End()]);
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            bytes.AddRange(frame[..Frame(random, frame)]);
        }

        return [.. bytes];
    }

    private static int Frame(Random random, byte[] frame)
    {
        if (random.Next(3) == 0)
        {
            random.NextBytes(frame);
            return random.Next(frame.Length);
        }

        if (random.Coin())
        {
            return new Plan
            {
                IsRequests = random.Coin(), Direction = (BenchmarkDirection)random.Next(4),
                Connections = random.Pick(0, 1, 2, 1024, 1025, 65_535), BlockBytes = random.Pick(-1, 0, 1, 1 << 20, 99),
                Bytes = random.Pick(0, -1, long.MaxValue, long.MinValue, 5), Rate = random.NextInt64(),
                Duration = TimeSpan.FromTicks(random.Next()),
            }.Write(frame);
        }

        return FrameWriter.Write(frame, (MessageKind)random.Next(20));
    }

    private static byte[] Datagram(Random random)
    {
        var datagram = new byte[random.Next(0, 600)];
        random.NextBytes(datagram);
        if (datagram.Length >= DatagramHeader.Bytes && random.Next(4) > 0)
        {
            var kind = random.Pick(DatagramKind.Control, DatagramKind.Data, DatagramKind.Join, DatagramKind.Request);
            var number = (ulong)random.NextInt64();
            new DatagramHeader(kind, (ulong)random.NextInt64(), (ushort)random.Next(), 1, number, 1).Write(datagram);
            var frame = new byte[BenchProtocol.MaxFrameBytes];
            var length = Math.Min(Frame(random, frame), datagram.Length - DatagramHeader.Bytes);
            frame.AsSpan(0, length).CopyTo(datagram.AsSpan(DatagramHeader.Bytes));
        }

        return datagram;
    }
}
