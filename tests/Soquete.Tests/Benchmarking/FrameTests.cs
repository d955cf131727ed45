using Soquete.Benchmarking;
using Soquete.Benchmarking.Protocol;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Benchmarking;

/// <summary>What is written is read; anything else is not, and nothing is read beyond its end.</summary>
public class FrameTests(ITestOutputHelper output)
{
    private const int Cases = 50_000;

    [Fact]
    public void Plan_WhenWritten_ThenIsReadAgain()
    {
        var plan = new Plan
        {
            Direction = BenchmarkDirection.Both, Connections = 12, BlockBytes = 4096, Bytes = 1L << 50, Rate = 77,
            Duration = TimeSpan.FromMinutes(3), Nonce = ulong.MaxValue,
        };
        var room = new byte[BenchProtocol.MaxFrameBytes];
        var frame = new FrameReader(room.AsSpan(0, plan.Write(room)));
        Assert.Equal(MessageKind.Plan, frame.Kind);
        Assert.True(Plan.TryRead(ref frame, out var read));
        Assert.Equal(plan, read);
    }

    [Fact]
    public void Counts_WhenWritten_ThenAreReadAgain()
    {
        var counts = new Counts
        {
            Cpu = new CpuTime(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(4)), BytesReceived = 5,
            BytesSent = long.MaxValue, ReceivingTime = TimeSpan.FromDays(1), SendingTime = TimeSpan.FromTicks(6),
            Ended = 7,
            Datagrams = new DatagramCounts
            {
                Sent = 8, Received = 9, Reordered = 10, Duplicated = 11, Jitter = TimeSpan.FromMicroseconds(12),
            },
        };
        var room = new byte[BenchProtocol.MaxFrameBytes];
        var frame = new FrameReader(room.AsSpan(0, counts.Write(room)));
        Assert.True(Counts.TryRead(ref frame, out var read));
        Assert.Equal(counts, read);
    }

    [Fact]
    public void Connection_WhenWritten_ThenIsReadAgain()
    {
        var tcp = new TcpInformation
        {
            Retransmissions = 3, RoundTrip = TimeSpan.FromMicroseconds(70),
            RoundTripVariation = TimeSpan.FromMicroseconds(5), MinimumRoundTrip = TimeSpan.FromMicroseconds(60),
            CongestionWindow = 10, MaximumSegment = 1448, PathMtu = 1500,
        };
        foreach (var expected in new[] { tcp, tcp with { MinimumRoundTrip = null }, null })
        {
            var room = new byte[BenchProtocol.MaxFrameBytes];
            var frame = new FrameReader(room.AsSpan(0, ConnectionCounts.Write(room, expected)));
            Assert.True(ConnectionCounts.TryRead(ref frame, out var read));
            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public void Problem_WhenItsTextIsTooLong_ThenItIsCutWithinTheFrame()
    {
        var room = new byte[BenchProtocol.MaxFrameBytes];
        var length = FrameWriter.WriteProblem(room, FailureKind.Refused, new string('é', 500));
        var frame = new FrameReader(room.AsSpan(0, length));
        Assert.Equal(MessageKind.Problem, frame.Kind);
        Assert.Equal((byte)FailureKind.Refused, frame.Byte());
        Assert.Equal(new string('é', BenchProtocol.MaxTextBytes / 2), frame.Text());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1025)]
    [InlineData(0, 1)]
    [InlineData(ThroughputOptions.MaxBlockBytes + 1, 1)]
    public void Plan_WhenANumberIsOutOfBounds_ThenItIsNone(int blockBytes, int connections)
    {
        var room = new byte[BenchProtocol.MaxFrameBytes];
        var length = new Plan { BlockBytes = blockBytes, Connections = connections }.Write(room);
        var frame = new FrameReader(room.AsSpan(0, length));
        Assert.False(Plan.TryRead(ref frame, out _));
    }

    [Fact]
    public void Frames_WhenTheyAreGarbage_ThenNothingIsReadBeyondTheirEnd()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            if (bytes.Length > 2 && random.Coin())
            {
                // Mostly of the right length, so that more than the length is looked at.
                (bytes[0], bytes[1]) = ((byte)((bytes.Length - 2) >> 8), (byte)(bytes.Length - 2));
            }

            ReadAll(bytes);
        }
    }

    [Fact]
    public void Frames_WhenABitIsTurned_ThenTheyAreReadOrNot()
    {
        var random = SeededRandom.Create(output);
        var room = new byte[BenchProtocol.MaxFrameBytes];
        for (var i = 0; i < Cases; i++)
        {
            var length = new Plan { BlockBytes = random.Next(), Connections = random.Next(70_000) }.Write(room);
            var copy = room[..random.Next(length + 1)];
            if (copy.Length > 0)
            {
                copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
            }

            ReadAll(copy);
        }
    }

    [Fact]
    public void Header_WhenWritten_ThenIsReadAgainAndNothingElseIs()
    {
        var random = SeededRandom.Create(output);
        var header = new DatagramHeader(DatagramKind.Data, ulong.MaxValue, 65_535, 1, 1UL << 63, -1);
        var datagram = new byte[DatagramHeader.Bytes];
        header.Write(datagram);
        Assert.True(DatagramHeader.TryRead(datagram, out var read));
        Assert.Equal(header, read);
        for (var length = 0; length < DatagramHeader.Bytes; length++)
        {
            Assert.False(DatagramHeader.TryRead(datagram.AsSpan(0, length), out _));
        }

        for (var i = 0; i < Cases; i++)
        {
            random.NextBytes(datagram);
            var isOurs = datagram is [(byte)'S', (byte)'Q', (byte)'B', ..];
            Assert.Equal(isOurs, DatagramHeader.TryRead(datagram, out _));
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        var frame = new FrameReader(bytes);
        var isPlan = Plan.TryRead(ref frame, out var plan);
        Assert.False(isPlan && plan.Connections is < 1 or > RequestOptions.MaxConnections);
        frame = new FrameReader(bytes);
        Counts.TryRead(ref frame, out var counts);
        Assert.True(counts.BytesReceived >= 0 && counts.Cpu.Total >= TimeSpan.Zero);
        frame = new FrameReader(bytes);
        ConnectionCounts.TryRead(ref frame, out _);
        frame = new FrameReader(bytes);
        Assert.True(frame.Text().Length <= 4 * BenchProtocol.MaxFrameBytes);
        Assert.True(FrameReader.Unpadded(bytes).Length <= bytes.Length);
    }
}
