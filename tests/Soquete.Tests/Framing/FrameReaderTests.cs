using System.Buffers;
using System.Text;
using Soquete.Addresses;
using Soquete.Framing;

namespace Soquete.Tests.Framing;

public class FrameReaderTests
{
    [Theory]
    [InlineData(FrameFormat.U16, "00036162630000000161", "abc;;a;")]
    [InlineData(FrameFormat.U32, "00000003616263000000000000000161", "abc;;a;")]
    [InlineData(FrameFormat.Line, "6162630A0A610A", "abc;;a;")]
    [InlineData(FrameFormat.Line, "6162630A0A61", "abc;;a;")]
    [InlineData(FrameFormat.Line, "6162630D0A61", "abc\r;a;")]
    [InlineData(FrameFormat.Line, "0A", ";")]
    public void Messages_WhenSplitAnywhere_ThenAreTheSame(FrameFormat format, string hex, string messages)
    {
        var bytes = Convert.FromHexString(hex);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var pieces = new Queue<int>([first, second - first, bytes.Length - second]);
                var reader = new FrameReader(format);
                var read = reader.ReadAll(bytes, () => pieces.TryDequeue(out var piece) ? piece : 1);
                Assert.Equal(messages, string.Concat(read.Select(message => $"{Encoding.UTF8.GetString(message)};")));
                Assert.Null(reader.Problem);
            }
        }
    }

    [Theory]
    [InlineData(FrameFormat.U16)]
    [InlineData(FrameFormat.U32)]
    [InlineData(FrameFormat.Line)]
    public void Stream_WhenEmpty_ThenHasNoMessage(FrameFormat format)
    {
        var reader = new FrameReader(format);
        Assert.Empty(reader.ReadAll([], () => 1));
        Assert.Null(reader.Problem);
        Assert.Throws<InvalidOperationException>(() => reader.GetMemory());
    }

    [Theory]
    [InlineData(FrameFormat.U16)]
    [InlineData(FrameFormat.U32)]
    public void Stream_WhenItEndsWithinAFrame_ThenSaysHowMuchIsLost(FrameFormat format)
    {
        var written = new ArrayBufferWriter<byte>();
        FrameWriter.Write(format, "whole"u8, written);
        var whole = written.WrittenCount;
        FrameWriter.Write(format, "broken"u8, written);
        for (var length = 0; length <= written.WrittenCount; length++)
        {
            var reader = new FrameReader(format);
            var read = reader.ReadAll(written.WrittenSpan[..length], () => 3);
            var lost = length < whole ? length : length < written.WrittenCount ? length - whole : 0;
            Assert.Equal(length < whole ? 0 : length < written.WrittenCount ? 1 : 2, read.Count);
            Assert.Equal(
                lost == 0 ? null : new FrameProblem(FrameProblemKind.CutShort, lost, FrameReader.MaxMessage),
                reader.Problem);
        }
    }

    [Fact]
    public void CutShort_WhenWritten_ThenSaysHowMuch() => Assert.Equal(
        "the stream ended in the middle of a message; 7 bytes are lost", FrameProblem.CutShort(7, 100).ToString());

    [Theory]
    [InlineData(FrameFormat.U32, FrameReader.MaxMessage)]
    [InlineData(FrameFormat.Line, FrameReader.MaxMessage)]
    [InlineData(FrameFormat.U16, 1_000)]
    [InlineData(FrameFormat.U32, 1_000)]
    [InlineData(FrameFormat.Line, 1_000)]
    [InlineData(FrameFormat.U16, 0)]
    [InlineData(FrameFormat.Line, 0)]
    public void Message_WhenOneByteTooLong_ThenIsAProblem(FrameFormat format, int limit)
    {
        foreach (var piece in new[] { 1 << 20, 4_096, 999 })
        {
            var written = new ArrayBufferWriter<byte>();
            FrameWriter.Write(format, new byte[limit], written);
            var good = written.WrittenCount;
            FrameWriter.Write(format, new byte[limit + 1], written);
            FrameWriter.Write(format, "never seen"u8, written);
            var reader = new FrameReader(format, limit);
            Assert.Equal(limit, Assert.Single(reader.ReadAll(written.WrittenSpan, () => piece)).Length);
            Assert.Equal(new FrameProblem(FrameProblemKind.TooLong, limit + 1, limit), reader.Problem);
            Assert.InRange(reader.Capacity, 0, limit + 4);
            Assert.Throws<InvalidOperationException>(() => reader.GetMemory());

            var exact = new FrameReader(format, limit);
            Assert.Single(exact.ReadAll(written.WrittenSpan[..good], () => piece));
            Assert.Null(exact.Problem);
        }
    }

    [Fact]
    public void Line_WhenItHasNoEnd_ThenIsAProblemAsSoonAsItIsTooLong()
    {
        var reader = new FrameReader(FrameFormat.Line, 1_000);
        var given = 0;
        while (!reader.TryRead(out _) && reader.Problem is null)
        {
            reader.GetMemory().Span[0] = (byte)'x';
            reader.Advance(1);
            given++;
        }

        Assert.Equal(1_001, given);
    }

    [Fact]
    public void Length_WhenAnnounced_ThenTakesNoMemoryUntilItComes()
    {
        var reader = new FrameReader(FrameFormat.U32);
        var before = reader.Capacity;
        Convert.FromHexString("00040000").CopyTo(reader.GetMemory());
        reader.Advance(4);
        Assert.False(reader.TryRead(out _));
        reader.GetMemory();
        Assert.Equal(before, reader.Capacity);
    }

    [Fact]
    public void Length_WhenItIsTheHighest_ThenIsAProblem()
    {
        var reader = new FrameReader(FrameFormat.U32);
        Assert.Empty(reader.ReadAll(Convert.FromHexString("FFFFFFFF00"), () => 1));
        Assert.Equal(new FrameProblem(FrameProblemKind.TooLong, uint.MaxValue, FrameReader.MaxMessage), reader.Problem);
    }

    [Fact]
    public void Message_WhenRead_ThenStaysUntilMoreIsReceived()
    {
        var reader = new FrameReader(FrameFormat.Line);
        "one\ntwo\nthr"u8.CopyTo(reader.GetMemory().Span);
        reader.Advance(11);
        Assert.True(reader.TryRead(out var one));
        Assert.True(reader.TryRead(out var two));
        Assert.False(reader.TryRead(out _));
        Assert.Equal("one two", $"{Encoding.UTF8.GetString(one.Span)} {Encoding.UTF8.GetString(two.Span)}");
    }

    [Fact]
    public void Advance_WhenByMoreThanThereIs_ThenIsRefused()
    {
        var reader = new FrameReader(FrameFormat.U16);
        var room = reader.GetMemory().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Advance(-1));
    }

    [Fact]
    public void Memory_WhenMessagesAreLeftInAFullBuffer_ThenIsRefused()
    {
        var reader = new FrameReader(FrameFormat.Line, 10);
        reader.GetMemory().Span.Fill((byte)'\n');
        reader.Advance(reader.Capacity);
        Assert.Throws<InvalidOperationException>(() => reader.GetMemory());
        Assert.True(reader.TryRead(out _));
        Assert.Equal(1, reader.GetMemory().Length);
    }
}
