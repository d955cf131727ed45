using System.Buffers;
using System.Text;
using Soquete.Addresses;
using Soquete.Framing;
using Soquete.Tests.Support;
using Xunit.Abstractions;

namespace Soquete.Tests.Framing;

/// <summary>Reader and writer against each other and against noise.</summary>
public class FrameRandomTests(ITestOutputHelper output)
{
    private const int Cases = 3_000;

    [Theory]
    [InlineData(FrameFormat.U16)]
    [InlineData(FrameFormat.U32)]
    [InlineData(FrameFormat.Line)]
    public void Messages_WhenWrittenAndReadInAnyPieces_ThenAreTheSame(FrameFormat format)
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var longest = random.Pick(1, 10, 100, 1_000, random.Next(20) == 0 ? 65_536 : 10);
            var messages = Enumerable.Range(0, random.Next(20)).Select(_ => Message(format, random, longest)).ToList();
            var written = new ArrayBufferWriter<byte>();
            Assert.All(messages, message => Assert.Null(FrameWriter.Write(format, message, written)));
            var reader = new FrameReader(format, random.Coin() ? FrameReader.MaxMessage : longest);
            var most = random.Pick(1, 5, 5_000, 100_000) + (written.WrittenCount / 1_000);
            Assert.Equal(messages, reader.ReadAll(written.WrittenSpan, () => random.Next(1, most + 1)));
            Assert.Null(reader.Problem);
        }
    }

    [Fact]
    public void Lines_WhenMessagesHoldLineFeeds_ThenAreThoseOfTheText()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => random.Pick("a", "b", "\n")));
            var written = new ArrayBufferWriter<byte>();
            Assert.Null(FrameWriter.Write(FrameFormat.Line, Encoding.ASCII.GetBytes(text), written));
            var read = new FrameReader(FrameFormat.Line).ReadAll(written.WrittenSpan, () => random.Next(1, 9));
            var expected = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
            Assert.Equal(expected, read.Select(Encoding.ASCII.GetString));
        }
    }

    [Fact]
    public void Noise_WhenRead_ThenNothingIsThrownAndEveryByteIsAccountedFor()
    {
        var random = SeededRandom.Create(output);
        for (var i = 0; i < Cases; i++)
        {
            var format = random.Pick(Enum.GetValues<FrameFormat>());
            var limit = random.Next(random.Pick(2, 300, 70_000));
            var bytes = Noise(random);
            var reader = new FrameReader(format, limit);
            var read = reader.ReadAll(bytes, () => random.Next(1, 4_000));
            Assert.All(read, message => Assert.InRange(message.Length, 0, limit));
            Assert.InRange(reader.Capacity, 0, limit + 4);
            var prefix = format switch { FrameFormat.U16 => 2, FrameFormat.U32 => 4, _ => 1 };
            var taken = read.Sum(message => message.Length + prefix);
            // The last line may have had no line feed.
            var missing = format == FrameFormat.Line && bytes is [.., not (byte)'\n'] && reader.Problem is null ? 1 : 0;
            Assert.Equal(bytes.Length, reader.Problem switch
            {
                null => taken - missing,
                { Kind: FrameProblemKind.CutShort } cut => taken + cut.Bytes,
                _ => bytes.Length,
            });
        }
    }

    [Theory]
    [InlineData(FrameFormat.U16)]
    [InlineData(FrameFormat.U32)]
    [InlineData(FrameFormat.Line)]
    public void Messages_WhenWarm_ThenAllocateNothing(FrameFormat format)
    {
        var reader = new FrameReader(format);
        var frame = new byte[20_000];
        var message = Enumerable.Repeat((byte)'m', 19_000).ToArray();
        // Once, to hold a message of this length.
        Assert.NotEqual(0, Allocated(1));
        // Less than an object each; the runtime itself may have one of its own meanwhile.
        Assert.InRange(Allocated(1_000), 0, 8 * 1_000);

        long Allocated(int rounds)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < rounds; i++)
            {
                PassOne(reader, format, message, frame);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void PassOne(FrameReader reader, FrameFormat format, byte[] message, byte[] frame)
    {
        FrameWriter.Write(format, message, frame, out var written);
        for (var given = 0; given < written;)
        {
            var memory = reader.GetMemory();
            var count = Math.Min(memory.Length, written - given);
            frame.AsSpan(given, count).CopyTo(memory.Span);
            reader.Advance(count);
            given += count;
            var isWhole = reader.TryRead(out var read);
            if (isWhole != (given == written) || (isWhole && read.Length != message.Length))
            {
                throw new InvalidDataException($"{given} of {written}: {read.Length}");
            }
        }
    }

    private static byte[] Message(FrameFormat format, Random random, int longest)
    {
        var message = new byte[random.Next(longest)];
        random.NextBytes(message);
        if (format == FrameFormat.Line)
        {
            message.AsSpan().Replace((byte)'\n', (byte)' ');
        }

        return message;
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(random.Pick(10, 1_000, 50_000))];
        random.NextBytes(bytes);
        // Many zeros make short lengths.
        for (var i = random.Pick(0, bytes.Length); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = random.Pick((byte)0, (byte)0, (byte)1, (byte)'\n');
        }

        return bytes;
    }
}
